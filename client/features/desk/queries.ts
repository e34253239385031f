import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { View } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'

/** Everything under `cases` is a list or a count of many cases; one case is under `case`. */
export const countersQuery = queryOptions({
  queryKey: ['cases', 'counters'],
  queryFn: () => api('GET /cases/counters'),
})

/** One view of the cases, page by page. */
export const listQuery = (view: View, systemId: number | undefined) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'list', view, systemId ?? null],
    queryFn: ({ pageParam }) =>
      api('GET /cases', {
        query: {
          view,
          ...(systemId !== undefined && { systemId }),
          ...(pageParam && { after: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
