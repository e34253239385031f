import { type ReactNode, type Ref, useState } from 'react'
import type { Contact } from '../../../../server/api.ts'
import { AgencyField } from '../../../parts/people/AgencyField.tsx'
import { RequesterField } from '../../../parts/people/RequesterField.tsx'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import type { NewCase } from './form.ts'

/** Whose problem it is: found in the directory, or typed in when they are not there. */
export function WhoFields({
  form,
  write,
  error,
  inputRef,
  fieldId,
}: {
  form: NewCase
  write: (change: Partial<NewCase>) => void
  error: ReactNode
  inputRef: Ref<HTMLInputElement>
  fieldId: string
}) {
  const { t } = useT('cases')
  const [person, setPerson] = useState<Contact | null>(null)
  if (form.isManual)
    return (
      <>
        <div className="new-case-pair" id={fieldId}>
          <TextField
            label={t('requester.name')}
            isRequired
            autoFocus
            value={form.name}
            onChange={(name) => write({ name })}
            error={error}
          />
          <TextField
            label={t('requester.phone')}
            type="tel"
            value={form.phone}
            onChange={(phone) => write({ phone })}
          />
          <TextField
            label={t('requester.mail')}
            type="email"
            value={form.email}
            onChange={(email) => write({ email })}
          />
          <AgencyField
            label={t('requester.agency')}
            chosen={form.agency}
            onChoose={(agency) => write({ agency })}
          />
        </div>
        <p>
          <Button size="small" onPress={() => write({ isManual: false })}>
            {t('requester.lookUp')}
          </Button>
        </p>
      </>
    )
  const shown = person && person.id === form.requester?.id ? person : null
  return (
    <>
      <div id={fieldId}>
        <RequesterField
          label={t('requester.lookUp')}
          autoFocus
          chosen={form.requester}
          onChoose={(found) => {
            setPerson(found)
            write({ requester: found && { id: found.id, name: found.name } })
          }}
          error={error}
          inputRef={inputRef}
        />
      </div>
      {shown && (
        <p className="new-case-who">
          <b>{shown.name}</b> {[shown.title, shown.agency?.name].filter(Boolean).join('　')}
          <span className="muted">
            {[...shown.phones.map((phone) => phone.shown), shown.email].filter(Boolean).join('　')}
          </span>
        </p>
      )}
      {!form.requester && (
        <p>
          <Button size="small" onPress={() => write({ isManual: true })}>
            {t('requester.manual')}
          </Button>
        </p>
      )}
    </>
  )
}
