import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'

/** Whether person `p` has an account that is not disabled and handles cases. */
const handles = sql<boolean>`exists (
  select from accounts c
  join account_roles ar on ar.person_id = c.person_id
  join role_permissions rp on rp.role_id = ar.role_id and rp.permission = 'case:handle'
  where c.person_id = p.id and c.disabled_at is null)`

export type Candidate = { id: Id<'person'>; name: string; tier: number; siteId: string | null }

const MOST_CANDIDATES = 500

/** Everybody whom a case may be given to: agents who can sign in and handle cases, by tier and name. */
export const candidates = (db: Db, { except }: { except: Id<'person'> | null }): Promise<Candidate[]> =>
  sql<Candidate>`
    select p.id, p.name, a.tier, a.site_id from agents a join people p on p.id = a.person_id
    where ${handles} and p.id is distinct from ${except}
    order by a.tier, p.name, p.id limit ${sql.lit(MOST_CANDIDATES)}`
    .execute(db)
    .then(({ rows }) => rows)

/** @throws Refusal 'conflict' `hand-over-to-nobody`: no agent, or their account may not handle cases */
export async function demandHandler(db: Db, id: Id<'person'>): Promise<{ name: string }> {
  const { rows } = await sql<{ name: string }>`
    select p.name from agents a join people p on p.id = a.person_id where p.id = ${id} and ${handles}`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('conflict', 'hand-over-to-nobody')
  return rows[0]
}

/** Whether somebody still handles cases, so that one may come back to them. */
export const stillHandles = (db: Db, id: Id<'person'>): Promise<boolean> =>
  sql<{ able: boolean }>`select ${handles} as able from people p where p.id = ${id}`
    .execute(db)
    .then(({ rows: [row] }) => row?.able ?? false)

export const nameOf = async (db: Db, id: Id<'person'> | null): Promise<string> => {
  if (!id) return ''
  const person = await db.selectFrom('people').select('name').where('id', '=', id).executeTakeFirst()
  return person?.name ?? ''
}

export type Queue = { id: number; name: string; tier: number }

/** @throws Refusal 'not-found' `queue-not-found` */
export const readQueue = (db: Db, id: number): Promise<Queue> =>
  db
    .selectFrom('queues')
    .select(['id', 'name', 'tier'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'queue-not-found'))

/** The queue that a case belongs to once this person owns it: that of their tier, so that it is counted there. */
export const queueWith = (db: Db, personId: Id<'person'>, queueId: number): Promise<number> =>
  sql<{ id: number }>`
    select q.id from queues q join agents a on a.tier = q.tier
    where a.person_id = ${personId} order by q.id <> ${queueId}, q.id limit 1`
    .execute(db)
    .then(({ rows: [queue] }) => queue?.id ?? queueId)

/** Who answers for what this person writes (R31): their site and tier, else the vendor or agency they work for. */
export const unitOf = (db: Db, personId: Id<'person'>): Promise<string> =>
  sql<{ unit: string }>`
    select coalesce(
      case when s.id is not null then concat_ws(' ', s.name, q.name) end,
      v.name, g.name, q.name, p.name) as unit
    from people p
    left join agents a on a.person_id = p.id
    left join sites s on s.id = a.site_id
    left join lateral (select name from queues where tier = a.tier order by id limit 1) q on true
    left join vendors v on v.id = p.vendor_id
    left join agencies g on g.id = p.agency_id
    where p.id = ${personId}`
    .execute(db)
    .then(({ rows }) => rows[0]!.unit)
