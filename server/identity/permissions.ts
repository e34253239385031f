import type { Role } from './api.ts'

/** Everything the product asks about before it lets somebody do it. Which role may what is data: see `seedRoles`. */
export const PERMISSIONS = [
  'case:work',
  'case:handle',
  'case:assign',
  'case:key-in',
  'case:read-all',
  'case:read-authority',
  'case:read-systems',
  'desk:work',
  'board:read',
  'routing:manage',
  'directory:read',
  'directory:write',
  'account:read',
  'account:write',
  'survey:read',
  'call-back:handle',
  'call:supervise',
  'call:read-numbers',
  'recording:listen',
  'recording:delete',
  'mail:manage',
  'document:intake',
  'audit:read',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** Without these nobody could give any back. */
export const NEEDED_BY_ADMINISTRATORS: readonly Permission[] = ['account:read', 'account:write']

/** What open sockets were let in for: whoever loses one of these is signed out, so that nothing more is heard. */
export const HEARD_LIVE: readonly Permission[] = ['case:work', 'desk:work', 'board:read']

const HANDLER = [
  'case:work',
  'case:handle',
  'call:read-numbers',
  'case:read-all',
  'case:key-in',
  'document:intake',
  'desk:work',
  'directory:read',
] as const

/** What a role may when it is first made. An administrator's later changes stay. */
export const FIRST_PERMISSIONS: Record<Role, readonly Permission[]> = {
  user: [],
  'tier1-agent': [...HANDLER, 'directory:write'],
  'mail-handler': HANDLER,
  tier2: [...HANDLER, 'directory:write'],
  'tier3-owner': ['case:work', 'case:handle', 'case:read-systems', 'desk:work', 'directory:read'],
  vendor: ['case:work', 'case:handle', 'case:read-systems', 'desk:work'],
  supervisor: [
    'case:work',
    'case:handle',
    'case:assign',
    'case:key-in',
    'case:read-all',
    'desk:work',
    'board:read',
    'routing:manage',
    'directory:read',
    'directory:write',
    'survey:read',
    'call-back:handle',
    'call:supervise',
    'call:read-numbers',
    'recording:listen',
    'mail:manage',
    'document:intake',
  ],
  'quality-officer': [
    'case:work',
    'case:read-all',
    'board:read',
    'directory:read',
    'survey:read',
    'call-back:handle',
    'call:read-numbers',
    'recording:listen',
  ],
  'knowledge-editor': ['case:work', 'case:read-all', 'directory:read'],
  'seed-teacher': [],
  'authority-administrator': ['case:work', 'case:read-authority'],
  auditor: [
    'case:work',
    'case:read-all',
    'board:read',
    'directory:read',
    'account:read',
    'survey:read',
    'call:read-numbers',
    'audit:read',
  ],
  administrator: [
    'case:work',
    'board:read',
    'routing:manage',
    'directory:read',
    'directory:write',
    'account:read',
    'account:write',
    'survey:read',
    'recording:delete',
    'mail:manage',
    'audit:read',
  ],
}
