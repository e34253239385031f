import { useState } from 'react'
import type { CallRow, Contact } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { RequesterField } from '../people/RequesterField.tsx'
import { useSayWho } from './use-call-changes.ts'
import { numberInWords } from './words.ts'

/** Says who calls: one look-up, and whether the number is theirs. */
export function WhoDialog({ call, onClose }: { call: Pick<CallRow, 'id' | 'number'>; onClose: () => void }) {
  const { t } = useT('phone')
  const [person, setPerson] = useState<Contact | null>(null)
  const [remembers, setRemembers] = useState(call.number !== null)
  const [isTried, setTried] = useState(false)
  const command = useSayWho(call, onClose)
  const submit = () => {
    setTried(true)
    if (person) command.run({ personId: person.id, name: person.name, remembers })
  }
  return (
    <ActionDialog
      title={t('who.dialog')}
      help={numberInWords(t, call)}
      action={t('who.save')}
      command={command}
      onSubmit={submit}
      onClose={onClose}
    >
      <RequesterField
        label={t('who.person')}
        chosen={person}
        onChoose={setPerson}
        autoFocus
        {...(isTried && !person && { error: t('who.missing') })}
      />
      {call.number !== null && (
        <Checkbox label={t('who.remember')} isSelected={remembers} onChange={setRemembers} />
      )}
    </ActionDialog>
  )
}
