import type { Api, Reply } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { usePermissionWords } from './permission-words.ts'
import { inOrder } from './roles.ts'

export type RolePermissions = Reply<Api['GET /roles']>[number]

/** The roles with everything they may do, in words. */
export function RoleTable({
  roles,
  onEdit,
}: {
  roles: readonly RolePermissions[]
  onEdit: (role: RolePermissions) => void
}) {
  const { t } = useT('admin')
  const may = useMay()
  const word = usePermissionWords()
  const columns: Column<RolePermissions>[] = [
    {
      id: 'role',
      header: t('permissions.role'),
      isRowHeader: true,
      cell: ({ role }) => t(`roles.${role}`),
    },
    {
      id: 'permissions',
      header: t('permissions.may'),
      cell: ({ permissions }) =>
        permissions.length === 0 ? (
          <span className="muted">{t('permissions.nothing')}</span>
        ) : (
          inOrder(permissions).map(word).join(t('permissions.comma'))
        ),
    },
    {
      id: 'count',
      header: t('permissions.howMany'),
      isNumber: true,
      cell: ({ permissions }) => permissions.length,
    },
  ]
  if (may('account:write'))
    columns.push({
      id: 'edit',
      header: <span className="sr-only">{t('permissions.change')}</span>,
      isNumber: true,
      cell: (role) => (
        <Button
          size="small"
          onPress={() => onEdit(role)}
          aria-label={`${t('permissions.change')} ${t(`roles.${role.role}`)}`}
        >
          {t('permissions.change')}
        </Button>
      ),
    })
  return (
    <Table
      caption={t('tabs.roles')}
      className="admin-roles"
      columns={columns}
      rows={roles}
      keyOf={({ role }) => role}
    />
  )
}
