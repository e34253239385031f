import { queryOptions } from '@tanstack/react-query'
import type { Case, Contact, Entry } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'

/** What the server tells of a timeline at once. */
const MOST_ENTRIES = 1000

/** One case, with all that is known of it under the same key: `['case', number]`. */
export const caseQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number],
    queryFn: () => api('GET /cases/by-number/:number', { params: { number } }),
  })

/** Everything that happened, oldest first. */
export const timelineQuery = (number: string, caseId: Case['id']) =>
  queryOptions({
    queryKey: ['case', number, 'timeline'],
    queryFn: async () => {
      const entries: Entry[] = []
      for (;;) {
        const more = await api('GET /cases/:caseId/timeline', {
          params: { caseId },
          query: { afterSeq: entries.at(-1)?.seq ?? 0 },
        })
        entries.push(...more)
        if (more.length < MOST_ENTRIES) return entries
      }
    },
  })

/** How a reply with these files would go to the requester. Under the case, and asked again with every change of it. */
export const letterQuery = (number: string, caseId: Case['id'], fileIds: readonly string[]) =>
  queryOptions({
    queryKey: ['case', number, 'letter', fileIds.join()],
    queryFn: () =>
      api('GET /cases/:caseId/letter', {
        params: { caseId },
        query: fileIds.length > 0 ? { files: fileIds.join() } : {},
      }),
  })

/** One's own replies that are not sent yet. */
export const ownPendingQuery = queryOptions({
  queryKey: ['pending-replies'],
  queryFn: () => api('GET /pending-replies'),
})

export const sendTimesQuery = queryOptions({
  queryKey: ['send-times'],
  queryFn: () => api('GET /send-times'),
})

export const routingQuery = (number: string, caseId: Case['id']) =>
  queryOptions({
    queryKey: ['case', number, 'routing'],
    queryFn: () => api('GET /cases/:caseId/routing', { params: { caseId } }),
  })

/** The cases that this one belongs together with. */
export const linksQuery = (number: string, caseId: Case['id']) =>
  queryOptions({
    queryKey: ['case', number, 'links'],
    queryFn: () => api('GET /cases/:caseId/links', { params: { caseId } }),
  })

export const surveyQuery = (number: string, caseId: Case['id']) =>
  queryOptions({
    queryKey: ['case', number, 'survey'],
    queryFn: () => api('GET /cases/:caseId/survey', { params: { caseId } }),
  })

export const personQuery = (personId: Contact['id']) =>
  queryOptions({
    queryKey: ['people', personId],
    queryFn: () => api('GET /people/:personId', { params: { personId } }),
  })

export const agencyQuery = (agencyId: number) =>
  queryOptions({
    queryKey: ['agencies', agencyId],
    queryFn: () => api('GET /agencies/:agencyId', { params: { agencyId } }),
  })

export const systemQuery = (systemId: number) =>
  queryOptions({
    queryKey: ['systems', systemId],
    queryFn: () => api('GET /systems/:systemId', { params: { systemId } }),
  })

/** Somebody's cases, the latest first. Under `cases`, as every list is. */
export const casesOfQuery = (requesterId: Contact['id']) =>
  queryOptions({
    queryKey: ['cases', 'of', requesterId],
    queryFn: () => api('GET /cases', { query: { view: 'all', requesterId } }),
  })

export const candidatesQuery = (number: string, caseId: Case['id']) =>
  queryOptions({
    queryKey: ['case', number, 'candidates'],
    queryFn: () => api('GET /cases/:caseId/hand-over-candidates', { params: { caseId } }),
  })
