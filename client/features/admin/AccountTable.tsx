import { CircleCheck, CircleSlash } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Account } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

/** The accounts of one page: who, with which roles, and whether they are signed in. */
export function AccountTable({
  accounts,
  empty,
  onEdit,
}: {
  accounts: readonly Account[]
  empty: ReactNode
  onEdit: (account: Account) => void
}) {
  const { t } = useT('admin')
  const may = useMay()
  const columns: Column<Account>[] = [
    {
      id: 'name',
      header: t('accounts.name'),
      isRowHeader: true,
      cell: ({ name, title }) => (
        <>
          {name} <small className="admin-detail">{title}</small>
        </>
      ),
    },
    { id: 'agency', header: t('accounts.agency'), cell: ({ agencyName }) => agencyName ?? '' },
    {
      id: 'login',
      header: t('accounts.login'),
      cell: ({ login }) => <span className="nowrap">{login}</span>,
    },
    {
      id: 'roles',
      header: t('accounts.roles'),
      cell: ({ roles }) => (
        <span className="admin-chips">
          {roles.map((role) => (
            <Chip key={role}>{t(`roles.${role}`)}</Chip>
          ))}
        </span>
      ),
    },
    {
      id: 'sessions',
      header: t('accounts.sessions'),
      isNumber: true,
      cell: ({ openSessions }) => openSessions,
    },
    {
      id: 'lastSeen',
      header: t('accounts.lastSeen'),
      isNumber: true,
      cell: ({ lastSeenAt }) =>
        lastSeenAt ? <RocTime at={lastSeenAt} /> : <span className="muted">{t('accounts.never')}</span>,
    },
    {
      id: 'state',
      header: t('accounts.state'),
      cell: ({ disabledAt }) =>
        disabledAt ? (
          <Chip tone="closed" icon={<CircleSlash aria-hidden />}>
            {t('accounts.disabled')}
          </Chip>
        ) : (
          <Chip tone="in-progress" icon={<CircleCheck aria-hidden />}>
            {t('accounts.enabled')}
          </Chip>
        ),
    },
  ]
  if (may('account:write'))
    columns.push({
      id: 'edit',
      header: <span className="sr-only">{t('accounts.edit')}</span>,
      isNumber: true,
      cell: (account) => (
        <Button
          size="small"
          onPress={() => onEdit(account)}
          aria-label={`${t('accounts.edit')} ${account.name}`}
        >
          {t('accounts.edit')}
        </Button>
      ),
    })
  return (
    <Table
      caption={t('tabs.accounts')}
      className="admin-accounts"
      columns={columns}
      rows={accounts}
      keyOf={({ personId }) => personId}
      empty={empty}
    />
  )
}
