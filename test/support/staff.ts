import type { Role } from '../../server/identity/api.ts'
import { FIRST_PERMISSIONS } from '../../server/identity/permissions.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { type Id, newId } from '../../server/platform/values.ts'

/** Somebody signed in with a role, as use-cases see them. */
const actorFor = (id: Id<'person'>, role: Role = 'tier1-agent'): Actor => ({
  id,
  name: '專員',
  roles: [role],
  permissions: FIRST_PERMISSIONS[role],
  sessionId: newId<'session'>(),
})

/** An order of theirs about a case, whatever version of it they saw. */
export const orderOf = (id: Id<'person'>, caseId: Id<'case'>, role?: Role) => ({
  actor: actorFor(id, role),
  caseId,
  address: '192.0.2.1',
})

/** Who changes something as a supervisor, and from where. */
export const supervisor = (id: Id<'person'>) => ({ actor: actorFor(id, 'supervisor'), address: '192.0.2.9' })
