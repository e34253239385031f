import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { sessionQuery } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { usePermissionWords } from './permission-words.ts'
import { rolesQuery } from './queries.ts'
import type { RolePermissions } from './RoleTable.tsx'
import { PERMISSION_GROUPS } from './roles.ts'

const groups = Object.entries(PERMISSION_GROUPS) as [
  keyof typeof PERMISSION_GROUPS,
  (typeof PERMISSION_GROUPS)[keyof typeof PERMISSION_GROUPS],
][]

/** What a role may do, to be ticked. A permission this page has no word for is kept as it is. */
export function RoleDialog({
  role: { role, permissions },
  onClose,
}: {
  role: RolePermissions
  onClose: () => void
}) {
  const { t } = useT('admin')
  const queries = useQueryClient()
  const word = usePermissionWords()
  const name = t(`roles.${role}`)
  const [chosen, setChosen] = useState<readonly string[]>(permissions)
  const save = useCommand(
    () => api('PUT /roles/:role/permissions', { params: { role }, body: { permissions: [...chosen] } }),
    () => {
      void queries.invalidateQueries({ queryKey: rolesQuery.queryKey })
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      onClose()
      return t('permissions.saved', { role: name })
    },
  )
  const isChanged = chosen.length !== permissions.length || chosen.some((one) => !permissions.includes(one))
  return (
    <Dialog
      isOpen
      keepOpen
      size="wide"
      onClose={onClose}
      title={t('permissions.edit', { role: name })}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={!isChanged}
            isPending={save.isPending}
            onPress={() => save.run()}
          >
            {t('permissions.save')}
          </Button>
        </>
      }
    >
      <p>{t('permissions.help')}</p>
      {groups.map(([group, members]) => (
        <fieldset key={group} className="admin-checks">
          <legend>{t(`permissionGroups.${group}`)}</legend>
          <div>
            {members.map((permission) => (
              <Checkbox
                key={permission}
                label={word(permission)}
                isSelected={chosen.includes(permission)}
                onChange={(on) => {
                  save.reset()
                  setChosen(on ? [...chosen, permission] : chosen.filter((one) => one !== permission))
                }}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <div role="alert">{save.problem && <ErrorLine>{save.problem}</ErrorLine>}</div>
    </Dialog>
  )
}
