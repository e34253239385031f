import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case, Entry } from '../../../server/api.ts'
import { Problem } from '../../platform/api.ts'
import { caseQuery } from './queries.ts'

/** What others did to a case while somebody was writing: shown before anything is sent again. */
export type Conflict = { version: number; changes: readonly Entry[] }

export function conflictOf(error: unknown): Conflict | undefined {
  if (!(error instanceof Problem) || error.code !== 'case-changed') return undefined
  const { version, changes } = error.detail as Partial<Conflict>
  return { version: version ?? 1, changes: changes ?? [] }
}

/** Shows the case as a command left it, and asks again for what follows from it. */
export function keepChanged(queries: QueryClient, changed: Case) {
  const { queryKey } = caseQuery(changed.number)
  queries.setQueryData(queryKey, (now) => (now && now.version > changed.version ? now : changed))
  for (const key of [
    [...queryKey, 'timeline'],
    [...queryKey, 'routing'],
    ['cases'],
    ['desk'],
    ['pending-replies'],
  ])
    void queries.invalidateQueries({ queryKey: key })
}

/**
 * One thing to be done with a case. When others changed it meanwhile nothing is done: `conflict` says what they did,
 * and `submit(conflict.version)` does it all the same.
 */
export function useCommand(
  row: Case,
  run: (version: number) => Promise<Case>,
  onDone: (changed: Case) => void,
) {
  const queries = useQueryClient()
  const [conflict, setConflict] = useState<Conflict>()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: run,
    onSuccess: (changed) => {
      keepChanged(queries, changed)
      onDone(changed)
    },
    onError: (error) => {
      setConflict(conflictOf(error))
      void queries.invalidateQueries({ queryKey: caseQuery(row.number).queryKey })
    },
  })
  const forget = () => {
    setConflict(undefined)
    reset()
  }
  return {
    isPending,
    conflict,
    /** Anything but a conflict. */
    error: conflict ? undefined : (error ?? undefined),
    forget,
    submit(version = row.version) {
      setConflict(undefined)
      mutate(version)
    },
  }
}

export type Command = ReturnType<typeof useCommand>
