import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import type { Authenticator } from './authenticator.ts'
import { canonicalLogin } from './logins.ts'
import type { Passwords } from './passwords.ts'

/** Accounts whose password is kept here, hashed. A disabled account, or one without a password, is never right. */
export const localAccounts = ({ db, passwords }: { db: Db; passwords: Passwords }): Authenticator => ({
  method: 'local',
  async authenticate(login, password) {
    const account = await db
      .selectFrom('accounts')
      .select(['personId', 'passwordHash', 'disabledAt'])
      .where(sql`lower(login)`, '=', sql`lower(${canonicalLogin(login)})`)
      .executeTakeFirst()
    const stored = account?.passwordHash ?? undefined
    const right = await passwords.verify(stored, password)
    if (!account || !right || account.disabledAt) return { is: 'wrong', account: account?.personId }
    if (stored && passwords.outdated(stored))
      await db
        .updateTable('accounts')
        .set({ passwordHash: await passwords.hash(password) })
        .where('personId', '=', account.personId)
        .where('passwordHash', '=', stored)
        .execute()
    return { is: 'right', personId: account.personId }
  },
})
