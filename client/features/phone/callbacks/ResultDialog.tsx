import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CALLBACKS, type Callback } from '../../../parts/calls/queries.ts'
import { api } from '../../../platform/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { RadioGroup } from '../../../ui/RadioGroup.tsx'
import { useCommand } from '../../../ui/use-command.ts'

const RESULTS = ['reached', 'not-reached', 'given-up'] as const
type Result = (typeof RESULTS)[number]

/** What came of calling somebody back. */
export function ResultDialog({ callback, onClose }: { callback: Callback; onClose: () => void }) {
  const { t } = useT('phone')
  const queries = useQueryClient()
  const [outcome, setOutcome] = useState<Result>()
  const [isTried, setTried] = useState(false)
  const command = useCommand(
    (outcome: Result) =>
      api('POST /callbacks/:callbackId/result', {
        params: { callbackId: callback.id },
        body: { outcome },
      }),
    () => {
      void queries.invalidateQueries({ queryKey: CALLBACKS })
      onClose()
      return t('callbacks.saved')
    },
  )
  const submit = () => {
    setTried(true)
    if (outcome) command.run(outcome)
  }
  return (
    <ActionDialog
      title={t('callbacks.result')}
      help={[callback.callerName, callback.number].filter(Boolean).join('　')}
      action={t('callbacks.save')}
      command={command}
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioGroup
        label={t('callbacks.outcome')}
        isRequired
        value={outcome ?? ''}
        onChange={(id) => setOutcome(id as Result)}
        options={RESULTS.map((id) => ({ id, label: t(`callbacks.outcomes.${id}`) }))}
        {...(isTried && !outcome && { error: t('callbacks.missing') })}
      />
    </ActionDialog>
  )
}
