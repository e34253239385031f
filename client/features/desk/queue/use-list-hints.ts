import { useQueryClient } from '@tanstack/react-query'
import { useHint } from '../../../platform/live.ts'
import { useSession } from '../../../platform/session.ts'
import { useSoon } from '../../../platform/use-soon.ts'

const SOON_MS = 150
const LATER_MS = 2_500

/**
 * Keeps lists and counters fresh. What concerns the reader is asked for at once; what happens elsewhere at most every
 * few seconds, however busy the centre is.
 *
 * @param shown the cases on the screen
 */
export function useListHints(shown: ReadonlySet<string>) {
  const queries = useQueryClient()
  const { personId } = useSession()
  const ask = useSoon(() => void queries.invalidateQueries({ queryKey: ['cases'] }))
  useHint('case.changed', ({ caseId, ownerId }) =>
    ask(ownerId === personId || shown.has(caseId) ? SOON_MS : LATER_MS),
  )
  useHint('counters.changed', () => ask(LATER_MS))
}
