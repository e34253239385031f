import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { askedOf, type Slice } from '../../parts/search/slice.ts'
import { api } from '../../platform/api.ts'

/** What is found; the list stays on the screen until the next is there. */
export const searchQuery = (slice: Slice) =>
  queryOptions({
    queryKey: ['search', slice],
    queryFn: ({ signal }) => api('GET /search', { query: askedOf(slice), signal }),
    enabled: slice.text !== '',
    placeholderData: keepPreviousData,
  })
