import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import type { Role } from './api.ts'

const PAGE = 50

/** The roles of the person in this column, in the order of the catalogue. */
export const rolesOf = (column: string) =>
  sql<Role[]>`array(select role_id from account_roles join roles on roles.id = role_id
    where account_roles.person_id = ${sql.ref(column)} order by sort)`

const accounts = (db: Db, at: Date) =>
  db
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.personId')
    .leftJoin('agencies', 'agencies.id', 'people.agencyId')
    .select([
      'accounts.personId',
      'accounts.login',
      'accounts.disabledAt',
      'people.name',
      'people.title',
      'agencies.name as agencyName',
      rolesOf('accounts.person_id').as('roles'),
    ])
    .select([
      sql<number>`(select count(*)::int from sessions where sessions.person_id = accounts.person_id
        and revoked_at is null and expires_at > ${at})`.as('openSessions'),
      sql<Date | null>`(select max(last_seen_at) from sessions
        where sessions.person_id = accounts.person_id)`.as('lastSeenAt'),
    ])

/** @throws Refusal 'not-found' `account-not-found` */
export const readAccount = (db: Db, personId: Id<'person'>, at: Date) =>
  accounts(db, at)
    .where('accounts.personId', '=', personId)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'account-not-found'))

/** One page, by login. `next` goes into `after`; null on the last page. */
export async function listAccounts(
  db: Db,
  at: Date,
  { text, role, after }: { text?: string; role?: Role; after?: string },
) {
  const login = sql<string>`lower(login)`
  const like = `%${(text ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`
  const found = await accounts(db, at)
    .$if(like !== '%%', (all) =>
      all.where(({ or, eb }) => or([eb('people.name', 'like', like), eb('accounts.login', 'ilike', like)])),
    )
    .$if(role !== undefined, (all) =>
      all.where('accounts.personId', 'in', (eb) =>
        eb.selectFrom('accountRoles').select('personId').where('roleId', '=', role!),
      ),
    )
    .$if(after !== undefined, (all) => all.where(login, '>', after!))
    .select(login.as('key'))
    .orderBy(login)
    .limit(PAGE + 1)
    .execute()
  const page = found.slice(0, PAGE)
  return {
    accounts: page,
    next: found.length > PAGE ? (page.at(-1)?.key ?? null) : null,
  }
}

/** Every role with what it may, in the order of the catalogue. */
export async function listRoles(db: Db) {
  const roles = await db.selectFrom('roles').select('id').orderBy('sort').execute()
  const rows = await db.selectFrom('rolePermissions').selectAll().orderBy('permission').execute()
  return roles.map(({ id }) => ({
    role: id,
    permissions: rows.filter((row) => row.roleId === id).map((row) => row.permission),
  }))
}
