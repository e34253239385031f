import { useQueryClient } from '@tanstack/react-query'
import type { CallSettings } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'
import { callSettingsQuery } from './queries.ts'

/** What one request may carry, once it is written as base64. */
const MOST_BYTES = 700 * 1024

/** Puts a recording in the place of a spoken text, and takes it away again. */
export function useReplacePrompt(params: Pick<CallSettings['prompts'][number], 'key' | 'language'>) {
  const { t } = useT('calls')
  const queries = useQueryClient()
  const refresh = () => void queries.invalidateQueries({ queryKey: callSettingsQuery.queryKey })
  const replace = useCommand(
    async (file: File) => {
      if (file.size > MOST_BYTES)
        throw Object.assign(new Error(), { sentence: t('settings.prompts.tooLarge') })
      const wav = btoa(
        Array.from(new Uint8Array(await file.arrayBuffer()), (b) => String.fromCharCode(b)).join(''),
      )
      return api('PUT /call-settings/prompts/:key/:language', { params, body: { wav } })
    },
    () => {
      refresh()
      return t('settings.prompts.replaced')
    },
  )
  const restore = useCommand(
    () => api('DELETE /call-settings/prompts/:key/:language', { params }),
    () => {
      refresh()
      return t('settings.prompts.restored')
    },
  )
  return { replace, restore }
}
