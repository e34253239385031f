import { useQueryClient } from '@tanstack/react-query'
import type { Case } from '../../../../server/api.ts'
import { useHint } from '../../../platform/live.ts'
import { caseQuery } from '../queries.ts'

/** What happens to the case is on the screen at once; what is being written is not touched. */
export function useCaseHints(row: Case) {
  const queries = useQueryClient()
  const { queryKey } = caseQuery(row.number)
  const askAgain = () => void queries.invalidateQueries({ queryKey })
  useHint('case.changed', ({ caseId, version }) => {
    if (caseId === row.id && version > row.version) askAgain()
  })
  useHint('reply.pending', ({ caseId }) => {
    if (caseId === row.id) askAgain()
  })
  useHint('reply.returned', ({ caseId }) => {
    if (caseId === row.id) askAgain()
  })
  useHint('mail.sent', ({ caseId }) => {
    if (caseId === row.id) askAgain()
  })
  useHint('mail.failed', ({ caseId }) => {
    if (caseId === row.id) askAgain()
  })
}
