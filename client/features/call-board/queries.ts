import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { CallInterval } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useHint } from '../../platform/live.ts'
import type { Grouping, Minutes } from './search.ts'

/** Hints come within two seconds; this is for those that get lost. */
const MOST_STALE_MS = 10_000

/** Everything the telephone's board shows, of one moment. */
export const callBoardQuery = queryOptions({
  queryKey: ['call-board'],
  queryFn: () => api('GET /board/calls'),
  refetchInterval: MOST_STALE_MS,
})

/** Asks for the board again when something on it has changed. */
export function useCallBoardHints() {
  const queries = useQueryClient()
  const refresh = () => void queries.invalidateQueries({ queryKey: callBoardQuery.queryKey })
  useHint('board.changed', refresh)
  return refresh
}

export type { CallInterval }

const DAY_MS = 24 * 60 * 60 * 1000

/** The intervals of one day in Taiwan, `2026-11-21`. */
export const intervalsQuery = (day: string, minutes: Minutes, by: Grouping) =>
  queryOptions({
    queryKey: ['call-intervals', day, minutes, by],
    queryFn: () => {
      const from = new Date(`${day}T00:00:00+08:00`)
      const to = new Date(from.getTime() + DAY_MS)
      return api('GET /board/calls/intervals', {
        query: { from: from.toISOString() as never, to: to.toISOString() as never, minutes, by },
      })
    },
  })

export const callBooksQuery = queryOptions({
  queryKey: ['call-books'],
  queryFn: () => api('GET /call-books', { query: { days: 14 } }),
})
