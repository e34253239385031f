import type { Role } from '../../../server/api.ts'
import type { Messages } from '../../messages/areas.ts'

/** Every role, in the order of the catalogue. */
export const ROLES = [
  'user',
  'tier1-agent',
  'mail-handler',
  'tier2',
  'tier3-owner',
  'vendor',
  'supervisor',
  'quality-officer',
  'knowledge-editor',
  'seed-teacher',
  'authority-administrator',
  'auditor',
  'administrator',
] as const satisfies readonly Role[]

export type Permission = keyof Messages['admin']['permission']

/** What a role may do, grouped as an administrator thinks of it. */
export const PERMISSION_GROUPS = {
  cases: [
    'case:work',
    'case:handle',
    'case:assign',
    'case:key-in',
    'document:intake',
    'case:read-all',
    'case:read-authority',
    'case:read-systems',
  ],
  routing: ['desk:work', 'board:read', 'routing:manage'],
  people: ['directory:read', 'directory:write', 'account:read', 'account:write'],
  knowledge: ['knowledge:read-internal', 'knowledge:write', 'knowledge:review'],
  calls: ['call:supervise', 'call:read-numbers', 'recording:listen', 'recording:delete'],
  quality: ['survey:read', 'call-back:handle', 'mail:manage', 'audit:read'],
} as const satisfies Record<keyof Messages['admin']['permissionGroups'], readonly Permission[]>

/** Permissions in the order of their groups; any that this page does not know last. */
export function inOrder(permissions: readonly string[]): string[] {
  const known: string[] = Object.values(PERMISSION_GROUPS).flat()
  const place = (permission: string) => {
    const at = known.indexOf(permission)
    return at < 0 ? known.length : at
  }
  return permissions.toSorted((a, b) => place(a) - place(b))
}

type Missing =
  | Exclude<Role, (typeof ROLES)[number]>
  | Exclude<Permission, (typeof PERMISSION_GROUPS)[keyof typeof PERMISSION_GROUPS][number]>
/** Does not compile while a role or a permission is left out above. */
true satisfies [Missing] extends [never] ? true : Missing
