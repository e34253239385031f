import { queryOptions } from '@tanstack/react-query'
import { api } from '../../platform/api.ts'

/** One entry, to be read. */
export const entryQuery = (number: string) =>
  queryOptions({
    queryKey: ['knowledge', number],
    queryFn: () => api('GET /knowledge/:number', { params: { number } }),
  })
