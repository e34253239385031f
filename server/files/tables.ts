import type { Generated } from 'kysely'
import type { Id } from '../platform/values.ts'

export interface FileTables {
  files: {
    id: Id<'file'>
    name: string
    size: number
    received: Generated<number>
    parts: Generated<number>
    mediaType: string | null
    sha256: Buffer | null
    wrappedKey: Buffer
    state: 'uploading' | 'ready' | 'refused'
    refusal: string | null
    uploadedBy: Id<'person'> | null
    caseId: Id<'case'> | null
    fromRequester: Generated<boolean>
    createdAt: Generated<Date>
    expiresAt: Date | null
  }
}
