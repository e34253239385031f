import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Api, Reply, VersionRow } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'

type Work = Reply<Api['GET /knowledge-work']>
export type WorkRow = Work['rows'][number]
export type Differences = Reply<Api['GET /knowledge-versions/:versionId/differences']>
export type Runs = Reply<Api['POST /knowledge-differences']>
type VersionId = VersionRow['id']

export const LISTS = ['mine', 'drafts', 'review', 'approved', 'overdue', 'expired', 'withdrawn'] as const
export type List = (typeof LISTS)[number]

/** Everything of the editors' desk. */
export const EDITING = ['knowledge-editing']
const FOR_EVER = Number.POSITIVE_INFINITY
const MINUTE_MS = 60_000

export const workQuery = (list: List) =>
  infiniteQueryOptions({
    queryKey: [...EDITING, 'work', list],
    queryFn: ({ pageParam }) =>
      api('GET /knowledge-work', { query: { list, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

/** An entry by its number, as it is at the editors' desk. */
export const editedQuery = (number: string) =>
  queryOptions({
    queryKey: [...EDITING, 'entry', number],
    queryFn: () => api('GET /knowledge-entries', { query: { number } }),
  })

/** What a version says. Of one at work it may still change; its caller says when it did. */
export const versionQuery = (versionId: VersionId) =>
  queryOptions({
    queryKey: [...EDITING, 'version', versionId],
    queryFn: () => api('GET /knowledge-versions/:versionId', { params: { versionId } }),
  })

export const differencesQuery = (versionId: VersionId, from?: VersionId) =>
  queryOptions({
    queryKey: [...EDITING, 'differences', versionId, from ?? null],
    queryFn: () =>
      api('GET /knowledge-versions/:versionId/differences', {
        params: { versionId },
        query: from ? { from } : {},
      }),
  })

/** Between two texts that need not be saved anywhere. */
export const textDifferencesQuery = (before: string, after: string) =>
  queryOptions({
    queryKey: [...EDITING, 'text-differences', before, after],
    queryFn: ({ signal }) => api('POST /knowledge-differences', { body: { before, after }, signal }),
    staleTime: FOR_EVER,
    gcTime: MINUTE_MS,
  })

/** Markdown as readers see it. The same text is the same page, so it is asked for once. */
export const previewQuery = (text: string, fileIds: readonly string[]) =>
  queryOptions({
    queryKey: ['knowledge-preview', text, fileIds.join()],
    queryFn: ({ signal }) =>
      api('POST /knowledge-preview', { body: { text, fileIds: [...fileIds] as never }, signal }),
    staleTime: FOR_EVER,
    gcTime: MINUTE_MS,
    placeholderData: keepPreviousData,
    enabled: text.trim() !== '',
  })

export const choicesQuery = queryOptions({
  queryKey: [...EDITING, 'choices'],
  queryFn: () => api('GET /knowledge-choices'),
  staleTime: MINUTE_MS,
})

export const systemsQuery = queryOptions({
  queryKey: ['systems'],
  queryFn: () => api('GET /systems'),
  staleTime: 60 * MINUTE_MS,
})

/** A live entry, looked up as the successor of another. */
export const liveEntryQuery = (number: string) =>
  queryOptions({
    queryKey: ['knowledge', number],
    queryFn: () => api('GET /knowledge/:number', { params: { number } }),
    retry: false,
  })

/** `q948`, `９４８` → `Q000948`; undefined for what can be no number of an entry. */
export function numberTyped(typed: string): string | undefined {
  const [, digits] = /^[Qq]?(\d{1,9})$/.exec(typed.normalize('NFKC').trim()) ?? []
  return digits && Number(digits) > 0 ? `Q${digits.replace(/^0+/, '').padStart(6, '0')}` : undefined
}
