import type { Id } from '../../platform/values.ts'

/** Where a file of an entry is. */
export const filePath = (number: string, fileId: Id<'file'>) => `/api/knowledge/${number}/files/${fileId}`
