import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Case, OfficialDocument } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'

export const DOCUMENTS = ['documents']
export type DocumentId = OfficialDocument['id']

/** The parts of the list of documents. */
export const SHOWN = ['failed', 'unanswered', 'all'] as const
export type Shown = (typeof SHOWN)[number]
export type DocumentSearch = { show?: Shown | undefined; text?: string | undefined }

export const documentsQuery = ({ show = 'failed', text }: DocumentSearch) =>
  infiniteQueryOptions({
    queryKey: [...DOCUMENTS, 'list', show, text ?? ''],
    queryFn: ({ pageParam }) =>
      api('GET /documents', {
        query: {
          ...(show === 'failed' && { state: 'failed' as const }),
          ...(show === 'unanswered' && { unanswered: true }),
          ...(text && { text }),
          ...(pageParam && { after: pageParam as DocumentId }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

export const documentQuery = (documentId: DocumentId) =>
  queryOptions({
    queryKey: [...DOCUMENTS, documentId],
    queryFn: () => api('GET /documents/:documentId', { params: { documentId } }),
  })

/** The document that a case began with; it changes only by being answered. */
export const documentOfCaseQuery = (caseId: Case['id']) =>
  queryOptions({
    queryKey: ['case', caseId, 'document'],
    queryFn: async () => (await api('GET /cases/:caseId/document', { params: { caseId } })).document,
  })
