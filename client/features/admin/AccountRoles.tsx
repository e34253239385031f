import { useState } from 'react'
import type { Account, Role } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { RoleChecks } from './RoleChecks.tsx'

export type PartProps = { account: Account; onChanged: (account: Account) => void }

/** The roles of an account; at least one. */
export function AccountRoles({ account, onChanged }: PartProps) {
  const { t } = useT('admin')
  const { personId, name } = account
  const [typed, setTyped] = useState<readonly Role[]>()
  const roles = typed ?? account.roles
  const save = useCommand(
    () => api('PUT /accounts/:personId/roles', { params: { personId }, body: { roles: [...roles] } }),
    (now) => {
      setTyped(undefined)
      onChanged(now)
      return t('account.saved', { name })
    },
  )
  const isChanged =
    roles.length !== account.roles.length || roles.some((role) => !account.roles.includes(role))
  return (
    <section className="admin-part">
      <RoleChecks
        legend={t('account.roles')}
        chosen={roles}
        onChange={(chosen) => {
          save.reset()
          setTyped(chosen)
        }}
        problem={roles.length === 0 ? t('account.chooseRole') : save.problem}
      />
      <Button
        variant="primary"
        isDisabled={!isChanged || roles.length === 0}
        isPending={save.isPending}
        onPress={() => save.run()}
      >
        {t('account.save')}
      </Button>
    </section>
  )
}
