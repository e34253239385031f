import { sql } from 'kysely'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import { type Id, newId } from '../platform/values.ts'
import { rolesOf } from './account-queries.ts'
import type { Permission } from './permissions.ts'

/**
 * Somebody who ordered a thing that is done later, with the rights that they have now.
 *
 * @returns undefined when they have no account any more that may sign in
 */
export async function actingPerson(db: Db, personId: Id<'person'>): Promise<Actor | undefined> {
  const person = await db
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.personId')
    .select(['people.id', 'people.name'])
    .select([
      rolesOf('accounts.person_id').as('roles'),
      sql<string[]>`array(select distinct permission from role_permissions
        join account_roles using (role_id) where person_id = accounts.person_id order by permission)`.as(
        'permissions',
      ),
    ])
    .where('accounts.personId', '=', personId)
    .where('accounts.disabledAt', 'is', null)
    .executeTakeFirst()
  // Nobody is signed in: no session has this id.
  return person && { ...person, sessionId: newId<'session'>() }
}

/** Everybody who may sign in and may do this, by name. */
export const actingWith = (db: Db, permission: Permission) =>
  db
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.personId')
    .select(['people.id', 'people.name'])
    .where('accounts.disabledAt', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('accountRoles')
          .innerJoin('rolePermissions', 'rolePermissions.roleId', 'accountRoles.roleId')
          .whereRef('accountRoles.personId', '=', 'accounts.personId')
          .where('rolePermissions.permission', '=', permission)
          .select('permission'),
      ),
    )
    .orderBy('people.name')
    .orderBy('people.id')
    .execute()
