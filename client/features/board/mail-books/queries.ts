import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { BOOKS } from '../../../parts/mail/queries.ts'
import { api } from '../../../platform/api.ts'
import { boundsOf } from './books.ts'

const MOST_STALE_MS = 30_000

/** The books of one day in Taipei. */
export const booksOfDayQuery = (day: string) =>
  queryOptions({
    queryKey: [...BOOKS, day],
    queryFn: () => {
      const { from, to } = boundsOf(day)
      return api('GET /mail-books', { query: { from: from as never, to: to as never } })
    },
    placeholderData: keepPreviousData,
    refetchInterval: MOST_STALE_MS,
  })
