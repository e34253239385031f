import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { CallSettings } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'

/** Everything that is set for the telephone. */
export const callSettingsQuery = queryOptions({
  queryKey: ['call-settings'],
  queryFn: () => api('GET /call-settings'),
})

/**
 * Changes a part of the settings; what comes back is shown at once.
 * @param done the sentence of the toast, when it is another than that it is saved
 */
export function useChange<Input = void>(
  change: (input: Input) => Promise<CallSettings>,
  { done, onDone }: { done?: string; onDone?: () => void } = {},
) {
  const { t } = useT('calls')
  const queries = useQueryClient()
  return useCommand(change, (settings) => {
    queries.setQueryData(callSettingsQuery.queryKey, settings)
    onDone?.()
    return done ?? t('settings.saved')
  })
}
