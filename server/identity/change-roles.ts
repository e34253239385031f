import { sql } from 'kysely'
import { record } from '../platform/audit.ts'
import { type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { readAccount } from './account-queries.ts'
import { lockAdministrators, refuseWithoutAdministrator } from './administrators.ts'
import type { Role } from './api.ts'
import type { By } from './manage-account.ts'
import { HEARD_LIVE, NEEDED_BY_ADMINISTRATORS, PERMISSIONS } from './permissions.ts'
import { forgetActors } from './queries.ts'
import { endSessions } from './sessions.ts'

/**
 * Gives an account exactly these roles. Open sessions have the new rights with their next request; if the person
 * loses what their open pages listen to, their sessions end.
 * @throws Refusal 'not-found' `account-not-found`
 * @throws Refusal 'conflict' `last-administrator`
 */
export async function changeRoles(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { actor, address }: By,
  personId: Id<'person'>,
  wanted: readonly Role[],
) {
  const account = await transact(db, async (trx) => {
    const at = now()
    await lockAdministrators(trx)
    const { roles: before } = await readAccount(trx, personId, at)
    const roles = [...new Set(wanted)]
    const heard = await whoHearsWhat(trx, [personId])
    await trx.deleteFrom('accountRoles').where('personId', '=', personId).execute()
    await trx
      .insertInto('accountRoles')
      .values(roles.map((roleId) => ({ personId, roleId })))
      .execute()
    await refuseWithoutAdministrator(trx)
    const ended = await endSessionsOfLosers(trx, heard, at)
    const account = await readAccount(trx, personId, at)
    await record(trx, {
      actorId: actor.id,
      action: 'roles-changed',
      subject: `account:${personId}`,
      detail: { before, after: account.roles, sessionsEnded: ended },
      address,
      at,
    })
    return account
  })
  forgetActors(db)
  return account
}

/**
 * Says what a role may. Effective as in `changeRoles`, for everybody who has the role.
 * @throws Refusal 'not-found' `role-not-found`
 * @throws Refusal 'invalid' `permission-unknown` with the `permissions` that do not exist
 * @throws Refusal 'conflict' `administrators-keep-accounts`
 */
export async function changePermissions(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { actor, address }: By,
  role: Role,
  wanted: readonly string[],
) {
  const unknown = wanted.filter((permission) => !PERMISSIONS.some((known) => known === permission))
  if (unknown.length > 0) throw new Refusal('invalid', 'permission-unknown', { permissions: unknown })
  if (role === 'administrator' && NEEDED_BY_ADMINISTRATORS.some((needed) => !wanted.includes(needed)))
    throw new Refusal('conflict', 'administrators-keep-accounts')
  const permissions = [...new Set(wanted)].sort()
  await transact(db, async (trx) => {
    const at = now()
    await trx
      .selectFrom('roles')
      .select('id')
      .where('id', '=', role)
      .forUpdate()
      .executeTakeFirstOrThrow(() => new Refusal('not-found', 'role-not-found'))
    const holders = await trx
      .selectFrom('accountRoles')
      .select('personId')
      .where('roleId', '=', role)
      .execute()
    const heard = await whoHearsWhat(
      trx,
      holders.map(({ personId }) => personId),
    )
    const before = await trx
      .deleteFrom('rolePermissions')
      .where('roleId', '=', role)
      .returning('permission')
      .execute()
    if (permissions.length > 0)
      await trx
        .insertInto('rolePermissions')
        .values(permissions.map((permission) => ({ roleId: role, permission })))
        .execute()
    await record(trx, {
      actorId: actor.id,
      action: 'permissions-changed',
      subject: `role:${role}`,
      detail: {
        before: before.map(({ permission }) => permission).sort(),
        after: permissions,
        sessionsEnded: await endSessionsOfLosers(trx, heard, at),
      },
      address,
      at,
    })
  })
  forgetActors(db)
  return { role, permissions }
}

/** Pairs of person and permission, of those that open pages depend on. */
async function whoHearsWhat(trx: Trx, people: readonly Id<'person'>[]) {
  if (people.length === 0) return []
  return trx
    .selectFrom('accountRoles')
    .innerJoin('rolePermissions', 'rolePermissions.roleId', 'accountRoles.roleId')
    .select(['personId', 'permission'])
    .distinct()
    .where('personId', '=', sql<Id<'person'>>`any (${people}::uuid[])`)
    .where('permission', 'in', [...HEARD_LIVE])
    .execute()
}

async function endSessionsOfLosers(trx: Trx, before: Awaited<ReturnType<typeof whoHearsWhat>>, at: Date) {
  const people = [...new Set(before.map(({ personId }) => personId))]
  const after = new Set((await whoHearsWhat(trx, people)).map(keyOf))
  const losers = [...new Set(before.filter((pair) => !after.has(keyOf(pair))).map((pair) => pair.personId))]
  return losers.length > 0 ? endSessions(trx, { personIds: losers }, at) : 0
}

const keyOf = ({ personId, permission }: { personId: string; permission: string }) =>
  `${personId} ${permission}`
