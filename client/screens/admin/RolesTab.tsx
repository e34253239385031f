import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rolesQuery } from '../../features/admin/queries.ts'
import { RoleDialog } from '../../features/admin/RoleDialog.tsx'
import { type RolePermissions, RoleTable } from '../../features/admin/RoleTable.tsx'
import { useT } from '../../platform/i18n.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

/** What each role may do. */
export function RolesTab() {
  const { t } = useT('admin')
  const roles = useQuery(rolesQuery)
  const [edited, setEdited] = useState<RolePermissions>()
  if (roles.isPending) return <Skeleton shape="rows" count={8} />
  if (roles.isError)
    return (
      <ErrorCard title={t('permissions.failed')} error={roles.error} onRetry={() => void roles.refetch()} />
    )
  return (
    <>
      <RoleTable roles={roles.data} onEdit={setEdited} />
      {edited && <RoleDialog key={edited.role} role={edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}
