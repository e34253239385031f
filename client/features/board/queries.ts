import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api } from '../../platform/api.ts'
import { useHint } from '../../platform/live.ts'

const MOST_STALE_MS = 15_000

/** Everything the board shows, of one moment. Asked again on hints, and now and then without one. */
export const boardQuery = queryOptions({
  queryKey: ['board'],
  queryFn: () => api('GET /board'),
  refetchInterval: MOST_STALE_MS,
})

export const skillsQuery = (personId: string) =>
  queryOptions({
    queryKey: ['skills', personId],
    queryFn: () => api('GET /agents/:personId/skills', { params: { personId: personId as never } }),
  })

/** Asks for the board again when something on it has changed. */
export function useBoardHints() {
  const queries = useQueryClient()
  const refresh = () => void queries.invalidateQueries({ queryKey: boardQuery.queryKey })
  useHint('board.changed', refresh)
  useHint('counters.changed', refresh)
  return refresh
}
