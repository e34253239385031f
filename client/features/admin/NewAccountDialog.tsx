import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Contact, Role } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { PasswordField } from './PasswordField.tsx'
import { ACCOUNTS, peopleQuery } from './queries.ts'
import { RoleChecks } from './RoleChecks.tsx'

/** Gives somebody of the directory an account. */
export function NewAccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useT('admin')
  const queries = useQueryClient()
  const [sought, setSought] = useState('')
  const people = useQuery(peopleQuery(sought))
  const [person, setPerson] = useState<Contact>()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [roles, setRoles] = useState<readonly Role[]>(['user'])
  const [isTried, setTried] = useState(false)
  const create = useCommand(
    (personId: Contact['id']) =>
      api('POST /accounts', { body: { personId, login: login.trim(), password, roles: [...roles] } }),
    (made) => {
      void queries.invalidateQueries({ queryKey: ACCOUNTS })
      onClose()
      return t('newAccount.created', { login: made.login })
    },
  )
  const found = sought === '' ? [] : (people.data?.people ?? [])
  const shown = person && !found.some(({ id }) => id === person.id) ? [person, ...found] : found
  const choose = (id: string | null) => {
    const chosen = shown.find((one) => one.id === id)
    // The part of the mail before the @ is what most agencies use as login; only offered, never imposed.
    const own = person?.email?.split('@')[0] ?? ''
    if (login === '' || login === own) setLogin(chosen?.email?.split('@')[0] ?? '')
    setPerson(chosen)
  }
  const submit = () => {
    setTried(true)
    if (person && login.trim() && password && roles.length > 0) create.run(person.id)
  }
  return (
    <Dialog
      isOpen
      keepOpen
      size="wide"
      onClose={onClose}
      title={t('newAccount.title')}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={create.isPending} onPress={submit}>
            {t('newAccount.create')}
          </Button>
        </>
      }
    >
      {people.data?.source.stale && <Banner tone="warning">{t('newAccount.stale')}</Banner>}
      <ComboBox
        label={t('newAccount.person')}
        description={t('newAccount.personHelp')}
        isRequired
        autoFocus
        items={shown.map(({ id, name, title, agency }) => ({
          id,
          label: name,
          detail: [agency?.name, title].filter(Boolean).join(' '),
        }))}
        value={person?.id ?? null}
        onChange={choose}
        onSearch={(text) => setSought(text.trim())}
        isSearching={people.isFetching}
        empty={people.isError ? t('newAccount.peopleFailed') : t('newAccount.nobody')}
        {...(isTried && !person && { error: t('newAccount.choosePerson') })}
      />
      {person && (
        <p className="admin-detail">
          {[person.agency?.name, person.title, person.email].filter(Boolean).join('，')}
        </p>
      )}
      <TextField
        label={t('newAccount.login')}
        isRequired
        autoComplete="off"
        limit={100}
        value={login}
        onChange={setLogin}
        {...(isTried && !login.trim() && { error: t('newAccount.typeLogin') })}
      />
      <PasswordField
        label={t('newAccount.password')}
        value={password}
        onChange={setPassword}
        problem={isTried && !password ? t('newAccount.typePassword') : undefined}
      />
      <RoleChecks
        legend={t('account.roles')}
        chosen={roles}
        onChange={setRoles}
        problem={isTried && roles.length === 0 ? t('account.chooseRole') : undefined}
      />
      <div role="alert">{create.problem && <ErrorLine>{create.problem}</ErrorLine>}</div>
    </Dialog>
  )
}
