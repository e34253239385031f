import { useT } from '../../platform/i18n.ts'
import type { Permission } from './roles.ts'

/** What a permission is called. One that this page does not know is called by its code. */
export function usePermissionWords() {
  const { t } = useT('admin')
  // The colon within a permission is not the one that stands between area and key.
  const words: Readonly<Record<Permission, string>> = t('permission', {
    returnObjects: true,
    nsSeparator: false,
  })
  return (permission: string) => words[permission as Permission] ?? permission
}
