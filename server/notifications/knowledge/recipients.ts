import { sql } from 'kysely'
import type { Permission } from '../../identity/permissions.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'

type Recipient = { id: Id<'person'>; name: string; email: string }

/**
 * Those who may do something with Q&A, work here, can sign in and be written to; by name.
 * @param only of these alone
 */
export async function recipientsWho(
  db: Db,
  permission: Extract<Permission, 'knowledge:write' | 'knowledge:review'>,
  only?: readonly Id<'person'>[],
): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    select p.id, p.name, p.email from people p
    join accounts a on a.person_id = p.id and a.disabled_at is null
    where p.email is not null and p.left_on is null
      and ${only ? sql`p.id = any(${[...only]}::uuid[])` : sql`true`}
      and (select count(distinct r.permission) from account_roles ar join role_permissions r using (role_id)
        where ar.person_id = p.id and r.permission in (${permission}, 'knowledge:read-internal')) = 2
    order by p.name, p.id`.execute(db)
  return rows
}
