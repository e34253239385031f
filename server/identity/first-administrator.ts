import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { type Id, newId } from '../platform/values.ts'
import { canonicalLogin } from './logins.ts'
import { argon2Passwords, demandStrong } from './passwords.ts'

/**
 * Makes the first administrator, a person of no agency, while there is no account at all; later it does nothing, so
 * that the variables may stay set. Two servers starting at once make one.
 * @throws Refusal 'invalid' `password-too-weak`
 */
export async function makeFirstAdministrator(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { login: typed, password }: { login: string; password: string },
) {
  const login = canonicalLogin(typed)
  if (await hasAccounts({ db })) return
  demandStrong(password, login)
  const passwordHash = await argon2Passwords().hash(password)
  await transact(db, async (trx) => {
    const personId: Id<'person'> = newId()
    await trx
      .insertInto('people')
      .values({ id: personId, personnelNo: null, agencyId: null, vendorId: null, name: login, email: null })
      .execute()
    const made = await trx
      .insertInto('accounts')
      .values({ personId, login, passwordHash, disabledAt: null, createdAt: now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('personId')
      .executeTakeFirst()
    if (made) await trx.insertInto('accountRoles').values({ personId, roleId: 'administrator' }).execute()
  })
}

const hasAccounts = async ({ db }: Pick<Deps, 'db'>) =>
  (await db.selectFrom('accounts').select('personId').limit(1).executeTakeFirst()) !== undefined
