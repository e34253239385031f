import type { Role } from '../../server/identity/api.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'

/** One demonstration account of each role; some are users besides, which adds nothing. */
export const ACCOUNTS: Record<Role, string> = {
  user: 'user1',
  'tier1-agent': 'agent1',
  'mail-handler': 'mail1',
  tier2: 'tier2a',
  'tier3-owner': 'owner1',
  vendor: 'vendor1',
  supervisor: 'super1',
  'quality-officer': 'quality1',
  'knowledge-editor': 'editor1',
  'seed-teacher': 'teacher1',
  'authority-administrator': 'authority1',
  auditor: 'auditor1',
  administrator: 'admin',
}

/** What an account may, as the database has it. */
export async function permissionsOf(db: Db, login: string): Promise<Set<string>> {
  const granted = await db
    .selectFrom('rolePermissions')
    .innerJoin('accountRoles', 'accountRoles.roleId', 'rolePermissions.roleId')
    .innerJoin('accounts', 'accounts.personId', 'accountRoles.personId')
    .select('permission')
    .where('login', '=', login)
    .execute()
  return new Set(granted.map(({ permission }) => permission))
}

export async function personOf(db: Db, login: string): Promise<Id<'person'>> {
  const account = await db
    .selectFrom('accounts')
    .select('personId')
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  return account.personId
}
