import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { Account, Role } from '../../../server/api.ts'
import { AccountDialog } from '../../features/admin/AccountDialog.tsx'
import { AccountTable } from '../../features/admin/AccountTable.tsx'
import { KeyPages } from '../../features/admin/KeyPages.tsx'
import { NewAccountDialog } from '../../features/admin/NewAccountDialog.tsx'
import { type AccountFilter, accountsQuery } from '../../features/admin/queries.ts'
import { ROLES } from '../../features/admin/roles.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

const route = getRouteApi('/shell/admin/accounts')

/** Everybody who can sign in: found, changed, added. */
export function AccountsTab() {
  const { t } = useT('admin')
  const may = useMay()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const list = useQuery(accountsQuery(filter))
  const [edited, setEdited] = useState<Account>()
  const [isAdding, setAdding] = useState(false)
  const [cleared, setCleared] = useState(0)
  const show = (search: AccountFilter, replace = true) => void navigate({ search, replace })
  const isFiltered = Boolean(filter.text || filter.role)
  const clear = () => {
    setCleared(cleared + 1)
    show({})
  }
  return (
    <>
      <search className="admin-filters">
        <SearchField
          key={cleared}
          label={t('accounts.search')}
          placeholder={t('accounts.search')}
          defaultValue={cleared > 0 ? '' : (filter.text ?? '')}
          onSearch={(text) => show({ role: filter.role, text: text.trim() || undefined })}
        />
        <Select
          label={t('accounts.role')}
          hideLabel
          placeholder={t('accounts.allRoles')}
          options={ROLES.map((role) => ({ id: role, label: t(`roles.${role}`) }))}
          value={filter.role ?? ''}
          onChange={(role) => show({ text: filter.text, role: (role as Role) || undefined })}
        />
        {may('account:write') && may('directory:read') && (
          <Button variant="primary" icon={<UserPlus aria-hidden />} onPress={() => setAdding(true)}>
            {t('accounts.add')}
          </Button>
        )}
      </search>
      {list.isPending && <Skeleton shape="rows" count={8} />}
      {list.isError && (
        <ErrorCard title={t('accounts.failed')} error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.data && (
        <div className="admin-list" data-waiting={list.isPlaceholderData || undefined}>
          <AccountTable
            accounts={list.data.accounts}
            onEdit={setEdited}
            empty={
              <EmptyState action={isFiltered && <Button onPress={clear}>{t('clearFilter')}</Button>}>
                {t('accounts.empty')}
              </EmptyState>
            }
          />
          <KeyPages
            after={filter.after}
            next={list.data.next}
            onGo={(after) => show({ ...filter, after }, false)}
          />
        </div>
      )}
      {edited && (
        <AccountDialog key={edited.personId} account={edited} onClose={() => setEdited(undefined)} />
      )}
      {isAdding && <NewAccountDialog onClose={() => setAdding(false)} />}
    </>
  )
}
