import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { Import } from '../../../server/api.ts'
import { useHint } from '../../platform/live.ts'
import { type ImportCalls, useImportCalls } from './calls.ts'

export type Subject = Exclude<Import['subject'], 'knowledge'>
export const SUBJECTS: readonly Subject[] = ['agencies', 'people', 'systems']

/** Hints tell how it goes on; asked as well, should one be missed. */
const AT_WORK_MS = 1500

export const isAtWork = ({ state }: Pick<Import, 'state'>) =>
  state === 'checking' || state === 'running' || state === 'undoing'

export const importsQuery = (calls: ImportCalls) =>
  queryOptions({
    queryKey: [calls.key, 'list'],
    queryFn: ({ signal }) => calls.list(signal),
    refetchInterval: ({ state: { data } }) => (data?.some(isAtWork) ? AT_WORK_MS : false),
  })

export const importQuery = (calls: ImportCalls, importId: string) =>
  queryOptions({
    queryKey: [calls.key, importId],
    queryFn: ({ signal }) => calls.read(importId, signal),
    refetchInterval: ({ state: { data } }) => (data && isAtWork(data) ? AT_WORK_MS : false),
  })

/** Asks again whenever the server tells that an import went on. */
export function useImportHints() {
  const { key } = useImportCalls()
  const queries = useQueryClient()
  useHint('import.changed', () => void queries.invalidateQueries({ queryKey: [key] }))
}

/** Shows what the server has just said of an import. */
export function useShowImport() {
  const calls = useImportCalls()
  const queries = useQueryClient()
  return (now: Import) => {
    queries.setQueryData(importQuery(calls, now.id).queryKey, now)
    void queries.invalidateQueries({ queryKey: importsQuery(calls).queryKey })
  }
}
