import type { Db } from '../platform/database/database.ts'
import { transact } from '../platform/database/database.ts'
import { ROLES } from './api.ts'
import { FIRST_PERMISSIONS } from './permissions.ts'

/**
 * Makes the roles that are not there yet, each with its first permissions. A role that exists is left as its
 * administrators made it. Called at every start; several servers may call it at once.
 */
export const seedRoles = (db: Db) =>
  transact(db, async (trx) => {
    const made = await trx
      .insertInto('roles')
      .values(ROLES.map((id, index) => ({ id, sort: index + 1 })))
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    const permissions = made.flatMap(({ id }) =>
      FIRST_PERMISSIONS[id].map((permission) => ({ roleId: id, permission })),
    )
    if (permissions.length > 0) await trx.insertInto('rolePermissions').values(permissions).execute()
  })
