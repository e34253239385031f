import { useQueryClient } from '@tanstack/react-query'
import type { CallRow, Case, Contact } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'
import { keepDeskCall } from './queries.ts'

/** Adds a call to a case that is there already. */
export function useAttach(call: Pick<CallRow, 'id'>, onDone?: () => void) {
  const { t } = useT('phone')
  const queries = useQueryClient()
  return useCommand(
    ({ id }: Pick<Case, 'id' | 'number'>) =>
      api('PUT /calls/:callId/case', { params: { callId: call.id }, body: { caseId: id } }),
    (changed, { number }) => {
      keepDeskCall(queries, changed)
      onDone?.()
      return t('pop.attached', { number })
    },
  )
}

/** Says who calls, for this call and, where wanted, for the next ones from this number. */
export function useSayWho(call: Pick<CallRow, 'id'>, onDone?: () => void) {
  const { t } = useT('phone')
  const queries = useQueryClient()
  return useCommand(
    ({ personId, remembers }: { personId: Contact['id']; name: string; remembers: boolean }) =>
      api('PUT /calls/:callId/caller', { params: { callId: call.id }, body: { personId, remembers } }),
    (changed, { name }) => {
      keepDeskCall(queries, changed)
      onDone?.()
      return t('who.saved', { name })
    },
  )
}
