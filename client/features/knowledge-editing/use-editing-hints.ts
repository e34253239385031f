import { useQueryClient } from '@tanstack/react-query'
import type { EditedEntry } from '../../../server/api.ts'
import { useHint } from '../../platform/live.ts'
import { useSoon } from '../../platform/use-soon.ts'
import { EDITING, editedQuery } from './queries.ts'

const SOON_MS = 300

/** Keeps the lists, the entry and its versions as they are: several people write. */
export function useEditingHints() {
  const queries = useQueryClient()
  const ask = useSoon(() => void queries.invalidateQueries({ queryKey: EDITING }))
  useHint('knowledge.changed', () => ask(SOON_MS))
}

/** After a step of one's own: the entry as the server gave it, and everything else asked for again. */
export function useTakeIn() {
  const queries = useQueryClient()
  return (entry: EditedEntry) => {
    queries.setQueryData(editedQuery(entry.number).queryKey, entry)
    void queries.invalidateQueries({
      queryKey: EDITING,
      predicate: ({ queryKey }) => queryKey[1] !== 'entry' || queryKey[2] !== entry.number,
    })
  }
}
