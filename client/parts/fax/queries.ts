import { queryOptions } from '@tanstack/react-query'
import type { Entry } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'

export type PaperFile = NonNullable<Entry['body']['files']>[number]
export type FileId = PaperFile['id']

/** How many pages a fax has and how large they are; that never changes. */
export const pagesQuery = (fileId: FileId) =>
  queryOptions({
    queryKey: ['file-pages', fileId],
    queryFn: () => api('GET /files/:fileId/pages', { params: { fileId }, query: {} }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

const SHOWN: readonly (string | null)[] = ['image/tiff', 'application/pdf']

/** Whether a file can be looked at page by page. */
export const hasPages = ({ mediaType }: Pick<PaperFile, 'mediaType'>) => SHOWN.includes(mediaType)

export const contentOf = (fileId: FileId) => `/api/files/${fileId}/content`
export const pageOf = (fileId: FileId, n: number) => `/api/files/${fileId}/pages/${n}`
