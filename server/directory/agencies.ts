import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'

const MOST_FOUND = 20

/** The agency and everything below it. */
export async function agencySubtreeIds(db: Db, agencyId: number) {
  const { rows } = await sql<{ id: number }>`
    with recursive below (id) as (
      select id from agencies where id = ${agencyId}
      union
      select agencies.id from agencies join below on agencies.parent_id = below.id
    ) select id from below order by id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Agencies with their competent authority: the one at the top of their branch. By id. */
export async function readAgencies(db: Db, ids: readonly number[]) {
  if (ids.length === 0) return new Map<never, never>()
  const agencies = await db
    .withRecursive('up(agencyId, id, parentId)', (cte) =>
      cte
        .selectFrom('agencies')
        .select(['id as agencyId', 'id', 'parentId'])
        .where('id', 'in', [...new Set(ids)])
        .union(
          cte
            .selectFrom('agencies')
            .innerJoin('up', 'up.parentId', 'agencies.id')
            .select(['up.agencyId', 'agencies.id', 'agencies.parentId']),
        ),
    )
    .selectFrom('up')
    .innerJoin('agencies', 'agencies.id', 'up.agencyId')
    .innerJoin('agencies as top', 'top.id', 'up.id')
    .selectAll('agencies')
    .select(sql<number | null>`nullif(top.id, agencies.id)`.as('authorityId'))
    .select(sql<string | null>`case when top.id <> agencies.id then top.name end`.as('authorityName'))
    .where('up.parentId', 'is', null)
    .execute()
  return new Map(agencies.map((agency) => [agency.id, agency]))
}

/** @throws Refusal 'not-found' `not-found` */
export async function readAgency(db: Db, id: number) {
  const agency = (await readAgencies(db, [id])).get(id)
  if (!agency) throw new Refusal('not-found', 'not-found')
  return agency
}

/** Agencies whose name, short name or code contains the text; those that begin with it first. 台 and 臺 are the same. */
export const searchAgencies = (db: Db, text: string) => {
  const typed = text.trim()
  const code = typed.normalize('NFKC').toUpperCase()
  const inside = (column: string, part: string) =>
    sql<number>`strpos(${alike(sql.ref(column))}, ${alike(sql.val(part))})`
  return db
    .selectFrom('agencies')
    .select(['id', 'code', 'name'])
    .where(({ or, eb }) =>
      or([
        eb(inside('name', typed), '>', 0),
        eb(inside('short_name', typed), '>', 0),
        eb(inside('code', code), '>', 0),
      ]),
    )
    .orderBy(sql`${inside('name', typed)} = 1 or ${inside('short_name', typed)} = 1`, 'desc')
    .orderBy(sql`char_length(name)`)
    .orderBy('code')
    .limit(MOST_FOUND)
    .execute()
}

const alike = (text: RawBuilder<unknown> | ReturnType<typeof sql.ref>) =>
  sql`translate(${text}::text, '台', '臺')`
