import { type FormEvent, useState } from 'react'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { useCommand } from '../../ui/use-command.ts'
import type { PartProps } from './AccountRoles.tsx'
import { PasswordField } from './PasswordField.tsx'

/** Another password; whoever knew the old one is signed out. */
export function AccountPassword({ account: { personId, name }, onChanged }: PartProps) {
  const { t } = useT('admin')
  const [password, setPassword] = useState('')
  const save = useCommand(
    () => api('PUT /accounts/:personId/password', { params: { personId }, body: { password } }),
    (now) => {
      setPassword('')
      onChanged(now)
      return t('account.passwordSet', { name })
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password !== '' && !save.isPending) save.run()
  }
  return (
    <form className="admin-part" onSubmit={submit}>
      <h3>{t('account.passwordTitle')}</h3>
      <p>{t('account.passwordEnds')}</p>
      <PasswordField
        label={t('account.password')}
        value={password}
        onChange={(typed) => {
          save.reset()
          setPassword(typed)
        }}
        problem={save.problem}
        action={
          <Button type="submit" variant="primary" isDisabled={password === ''} isPending={save.isPending}>
            {t('account.setPassword')}
          </Button>
        }
      />
    </form>
  )
}
