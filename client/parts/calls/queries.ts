import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Api, Case, DeskCall, Recording, Reply } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'

export const PHONE = ['phone']
export const CALLS = ['calls']
export const CALLBACKS = ['callbacks']

export type CallId = DeskCall['call']['id']
export type CallDetail = Reply<Api['GET /calls/:callId']>
export type Callback = Reply<Api['GET /callbacks']>[number]
export type CaseFax = Reply<Api['GET /cases/:caseId/faxes']>[number]

/** One's own telephone and the call at it, all of one moment. */
export const phoneQuery = queryOptions({
  queryKey: PHONE,
  queryFn: () => api('GET /desk/phone'),
  // Whoever has no desk or whose server has no telephone is told so once.
  retry: false,
})

export const OUTCOMES = ['answered', 'missed', 'lost', 'live'] as const
/** What narrows the list of calls; lives in the address. */
export type CallFilter = {
  whose?: 'all' | undefined
  outcome?: (typeof OUTCOMES)[number] | undefined
  number?: string | undefined
}

export const callsQuery = ({ whose, outcome, number }: CallFilter) =>
  infiniteQueryOptions({
    queryKey: [...CALLS, 'list', whose ?? 'mine', outcome ?? '', number ?? ''],
    queryFn: ({ pageParam }) =>
      api('GET /calls', {
        query: {
          whose: whose ?? 'mine',
          ...(outcome && { outcome }),
          ...(number && { number }),
          ...(pageParam && { after: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

export const callQuery = (callId: CallId) =>
  queryOptions({
    queryKey: [...CALLS, callId],
    queryFn: () => api('GET /calls/:callId', { params: { callId } }),
  })

export const callsOfCaseQuery = (caseId: Case['id']) =>
  queryOptions({
    queryKey: [...CALLS, 'of-case', caseId],
    queryFn: () => api('GET /cases/:caseId/calls', { params: { caseId } }),
  })

export const recordingsQuery = (callId: CallId) =>
  queryOptions({
    queryKey: [...CALLS, callId, 'recordings'],
    queryFn: () => api('GET /calls/:callId/recordings', { params: { callId } }),
  })

export const audioOf = (recordingId: Recording['id']) => `/api/recordings/${recordingId}/audio`

export const faxesQuery = (caseId: Case['id']) =>
  queryOptions({
    queryKey: ['faxes', caseId],
    queryFn: () => api('GET /cases/:caseId/faxes', { params: { caseId } }),
  })

export const callbacksQuery = queryOptions({
  queryKey: CALLBACKS,
  queryFn: () => api('GET /callbacks'),
})

/** Shows the call at the desk as a command left it, and asks again for what follows from it. */
export function keepDeskCall(queries: QueryClient, call: DeskCall) {
  queries.setQueryData(phoneQuery.queryKey, (now) => now && { ...now, call })
  for (const queryKey of [PHONE, CALLS, ['case'], ['cases']]) void queries.invalidateQueries({ queryKey })
}

const DIALLED = ['dialled']
/** As long as one's own telephone may take to ring after one asked to be put through. */
const RINGS_WITHIN_MS = 20_000

/** Remembers that one asked to be put through: the own telephone that rings next is answered by itself. */
export const noteDialled = (queries: QueryClient) => queries.setQueryData(DIALLED, Date.now())

/** Whether the telephone rings because of that. Asked once: the next call is another's. */
export function takeDialled(queries: QueryClient): boolean {
  const at = queries.getQueryData<number>(DIALLED)
  queries.removeQueries({ queryKey: DIALLED })
  return at !== undefined && Date.now() - at < RINGS_WITHIN_MS
}
