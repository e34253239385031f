import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { sessionQuery, useSession } from '../../platform/session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { AccountAccess } from './AccountAccess.tsx'
import { AccountPassword } from './AccountPassword.tsx'
import { AccountRoles } from './AccountRoles.tsx'
import { ACCOUNTS } from './queries.ts'

/** One account: its roles, its password, and whether it may be used. Each part is saved by itself. */
export function AccountDialog({ account: opened, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useT('admin')
  const { personId } = useSession()
  const queries = useQueryClient()
  const [account, setAccount] = useState(opened)
  const changed = (now: Account) => {
    setAccount(now)
    void queries.invalidateQueries({ queryKey: ACCOUNTS })
    if (now.personId === personId) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  const { name, login } = account
  return (
    <Dialog
      isOpen
      keepOpen
      size="wide"
      onClose={onClose}
      title={t('account.title', { name, login })}
      actions={<Button onPress={onClose}>{t('common:close')}</Button>}
    >
      {account.personId === personId && <Banner tone="warning">{t('account.own')}</Banner>}
      <AccountRoles account={account} onChanged={changed} />
      <AccountPassword account={account} onChanged={changed} />
      <AccountAccess account={account} onChanged={changed} />
    </Dialog>
  )
}
