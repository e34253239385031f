import { queryOptions } from '@tanstack/react-query'
import { api } from '../../platform/api.ts'

/** The signed-in agent, and what is offered to them now. */
export const deskQuery = queryOptions({
  queryKey: ['desk'],
  queryFn: () => api('GET /desk'),
})
