import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { Import } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useHint } from '../../platform/live.ts'

export type Subject = Import['subject']
export const SUBJECTS: readonly Subject[] = ['agencies', 'people', 'systems']

export const IMPORTS = ['imports']
/** Hints tell how it goes on; asked as well, should one be missed. */
const AT_WORK_MS = 1500

export const isAtWork = ({ state }: Pick<Import, 'state'>) =>
  state === 'checking' || state === 'running' || state === 'undoing'

export const importsQuery = queryOptions({
  queryKey: [...IMPORTS, 'list'],
  queryFn: ({ signal }) => api('GET /imports', { signal }),
  refetchInterval: ({ state: { data } }) => (data?.some(isAtWork) ? AT_WORK_MS : false),
})

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: [...IMPORTS, importId],
    queryFn: ({ signal }) => api('GET /imports/:importId', { params: paramsOf(importId), signal }),
    refetchInterval: ({ state: { data } }) => (data && isAtWork(data) ? AT_WORK_MS : false),
  })

export const paramsOf = (importId: string) => ({ importId: importId as Import['id'] })

/** Asks again whenever the server tells that an import went on. */
export function useImportHints() {
  const queries = useQueryClient()
  useHint('import.changed', () => void queries.invalidateQueries({ queryKey: IMPORTS }))
}

/** Shows what the server has just said of an import. */
export function useShowImport() {
  const queries = useQueryClient()
  return (now: Import) => {
    queries.setQueryData(importQuery(now.id).queryKey, now)
    void queries.invalidateQueries({ queryKey: importsQuery.queryKey })
  }
}
