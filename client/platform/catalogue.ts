import { queryOptions, useQuery } from '@tanstack/react-query'
import type { System } from '../../server/api.ts'
import { api } from './api.ts'

/** What seldom changes and many screens name: asked once an hour. */
const SELDOM_MS = 3_600_000

const systemsQuery = queryOptions({
  queryKey: ['systems'],
  queryFn: () => api('GET /systems'),
  staleTime: SELDOM_MS,
})

export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: () => api('GET /queues'),
  staleTime: SELDOM_MS,
})

export const attachmentRulesQuery = queryOptions({
  queryKey: ['attachment-rules'],
  queryFn: () => api('GET /attachment-rules'),
  staleTime: SELDOM_MS,
})

export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: () => api('GET /sites'),
  staleTime: SELDOM_MS,
})

/** The systems, and how they are called on screen. An id that is not known yet has no name. */
export function useSystems() {
  const { data } = useQuery(systemsQuery)
  const systems: readonly System[] = data ?? []
  return {
    systems,
    nameOf: (id: number) => systems.find((system) => system.id === id)?.shortName ?? '',
  }
}
