import { useState } from 'react'
import type { DeskCall } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { numberIn } from '../../platform/case-number.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAttach } from './use-call-changes.ts'

const OTHER = 'other'
const ROC_YEAR = 1911

/** Adds the call to one of the caller's cases, or to the one whose number they say. */
export function AttachDialog({ desk, onClose }: { desk: DeskCall; onClose: () => void }) {
  const { t } = useT('phone')
  const cases = [...desk.openCases, ...desk.recentCases].filter(({ id }) => id !== desk.call.caseId)
  const [chosen, setChosen] = useState(cases[0]?.id ?? OTHER)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string>()
  const command = useAttach(desk.call, onClose)
  const submit = async () => {
    setFault(undefined)
    const known = cases.find(({ id }) => id === chosen)
    if (known) return command.run(known)
    const number = numberIn(typed, new Date().getFullYear() - ROC_YEAR)
    if (!number) return setFault(t('who.attachMissing'))
    const found = await api('GET /cases/by-number/:number', { params: { number } }).catch(() => undefined)
    if (found) command.run(found)
    else setFault(t('who.attachNotFound'))
  }
  return (
    <ActionDialog
      title={t('who.attachDialog')}
      help={t('who.attachHelp')}
      action={t('who.attachSave')}
      command={command}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {cases.length > 0 && (
        <RadioGroup
          label={t('fields.case')}
          layout="cards"
          value={chosen}
          onChange={(id) => setChosen(id as typeof chosen)}
          options={[
            ...cases.map(({ id, number, title, systemName }) => ({
              id,
              label: title,
              description: `${number}　${systemName}`,
            })),
            { id: OTHER, label: t('who.attachOther') },
          ]}
        />
      )}
      {chosen === OTHER && (
        <TextField
          label={t('who.attachNumber')}
          description={t('who.attachNumberHelp')}
          value={typed}
          onChange={setTyped}
          inputMode="numeric"
          autoFocus
          {...(fault && { error: fault })}
        />
      )}
    </ActionDialog>
  )
}
