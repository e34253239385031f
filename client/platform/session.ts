import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Session } from '../../server/api.ts'
import { api } from './api.ts'

const SESSION_FRESH_MS = 60_000

/** Who is signed in; a 401 means nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => api('GET /session'),
  staleTime: SESSION_FRESH_MS,
})

/** The signed-in person. The desk is never shown without one. */
export const useSession = (): Session => useSuspenseQuery(sessionQuery).data

/** Whether the signed-in person may do something: hides what would be refused. The server decides anyway. */
export const useMay = () => {
  const { permissions } = useSession()
  return (permission: string) => permissions.includes(permission)
}
