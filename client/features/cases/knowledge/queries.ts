import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Api, Case, Reply } from '../../../../server/api.ts'
import { api } from '../../../platform/api.ts'

export type Suggestion = Reply<Api['GET /cases/:caseId/knowledge']>[number]
export type OfferedDraft = Reply<Api['GET /cases/:caseId/knowledge-draft']>

const MOST_CHARACTERS = 500

/**
 * Entries that may answer the case, or what somebody looks for. Under the case: when its requester writes, or its
 * subject changes, they are asked for again. What was found stays on the screen until the next is there.
 */
export const suggestionsQuery = (number: string, caseId: Case['id'], text: string) => {
  const sought = [...text.trim()].slice(0, MOST_CHARACTERS).join('')
  return queryOptions({
    queryKey: ['case', number, 'knowledge', sought],
    queryFn: ({ signal }) =>
      api('GET /cases/:caseId/knowledge', {
        params: { caseId },
        query: sought ? { text: sought } : {},
        signal,
      }),
    placeholderData: keepPreviousData,
  })
}

/** What went into replies to the case. */
export const usesQuery = (number: string, caseId: Case['id']) =>
  queryOptions({
    queryKey: ['case', number, 'knowledge-uses'],
    queryFn: () => api('GET /cases/:caseId/knowledge-uses', { params: { caseId } }),
  })

/** Question and answer of the case, as they are now: asked again whenever somebody wants to make a draft of them. */
export const offeredDraftQuery = (number: string, caseId: Case['id']) =>
  queryOptions({
    queryKey: ['case', number, 'knowledge-draft'],
    queryFn: () => api('GET /cases/:caseId/knowledge-draft', { params: { caseId } }),
    staleTime: 0,
    gcTime: 0,
  })
