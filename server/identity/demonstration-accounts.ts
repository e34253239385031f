import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { readSetting } from '../platform/settings.ts'
import { rolesOf } from './account-queries.ts'

/** The password of every account of the demonstration. It is shown on the sign-in page, so it protects nothing. */
export const DEMONSTRATION_PASSWORD = 'yi-chuang-2026'

/** The setting under which the loader keeps which logins to show, and the one hash that they share. */
export const DEMONSTRATION_SETTING = 'demonstration.accounts'
export type DemonstrationSetting = { logins: string[]; passwordHash: string }

/** Those whose password is still the one that everybody is told. */
export async function demonstrationAccounts(db: Db) {
  const setting = await readSetting(db, DEMONSTRATION_SETTING)
  if (setting === undefined) return []
  const { logins, passwordHash } = setting as DemonstrationSetting
  const accounts = await db
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.personId')
    .select(['login', 'people.name', rolesOf('accounts.person_id').as('roles')])
    .where('login', '=', sql<string>`any (${logins}::text[])`)
    .where('passwordHash', '=', passwordHash)
    .where('disabledAt', 'is', null)
    .orderBy(sql`array_position(${logins}::text[], login)`)
    .execute()
  return accounts.map((account) => ({ ...account, password: DEMONSTRATION_PASSWORD }))
}
