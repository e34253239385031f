import type { Role } from '../../server/identity/api.ts'
import { argon2Passwords } from '../../server/identity/passwords.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'

export const PASSWORD = '一扇窗走到底，不必再轉接'
/** Real, but not strong: what is tested is not how long they take. */
export const quickPasswords = argon2Passwords({
  strength: { memoryCost: 1024, timeCost: 2, parallelism: 1 },
})
const shared = quickPasswords.hash(PASSWORD)

/** A person of the directory with an account; `PASSWORD` is theirs. */
export async function employ(
  db: Db,
  { name = '林書豪', roles = ['user'], login }: { name?: string; roles?: Role[]; login?: string } = {},
) {
  const id = newId<'person'>()
  const account = { id, login: login ?? `someone.${id.slice(-12)}`, name, roles }
  await seedRoles(db)
  await db
    .insertInto('people')
    .values({ id, name, personnelNo: null, agencyId: null, vendorId: null, email: null })
    .execute()
  await db
    .insertInto('accounts')
    .values({ personId: id, login: account.login, passwordHash: await shared, disabledAt: null })
    .execute()
  await db
    .insertInto('accountRoles')
    .values(roles.map((roleId) => ({ personId: id, roleId })))
    .execute()
  return account
}

export const auditOf = (db: Db, personId: Id<'person'>) =>
  db
    .selectFrom('auditLog')
    .select(['action', 'actorId', 'detail', 'address'])
    .where('subject', '=', `account:${personId}`)
    .orderBy('at')
    .orderBy('id')
    .execute()
