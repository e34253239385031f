import { sql } from 'kysely'
import { type Actor, may } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import type { HrSystem } from '../shapes.ts'
import { ANYBODY, isSeenBy, type Reader, readerOf } from '../visible.ts'

/** Entries that were taken back, `e`, with `v`, what they said last, for those who could read it until then. */
export const withdrawnEntries = (db: Db, reader: Reader) =>
  db
    .selectFrom('knowledgeEntries as e')
    .innerJoin('knowledgeVersions as v', (join) =>
      join.on(
        'v.id',
        '=',
        sql<Id<'knowledge-version'>>`(select w.id from knowledge_versions w
          where w.entry_id = e.id and w.state = 'withdrawn' order by w.n desc limit 1)`,
      ),
    )
    .where('e.withdrawnAt', 'is not', null)
    .where(isSeenBy(reader))

/** Who reads: what they may see, and which of several texts is theirs. */
export type Whose = {
  reader: Reader
  /** Own agency first, then the one above it, up to the top. */
  agencyIds: readonly number[]
  hrSystem: HrSystem | null
  /** Knows the systems well: the short form comes first. */
  isExpert: boolean
}

/** Somebody who is not signed in. */
export const VISITOR: Whose = { reader: ANYBODY, agencyIds: [], hrSystem: null, isExpert: false }

/** Who this person is to an entry, in one question; none for a visitor. */
export async function whoReads(db: Db, actor: Actor | undefined): Promise<Whose> {
  if (!actor) return VISITOR
  const {
    rows: [found],
  } = await sql<{
    vendorId: number | null
    proficiency: string
    agencyIds: number[]
    hrSystem: HrSystem | null
  }>`
    with recursive above (id, parent_id, hr_system, n) as (
      select a.id, a.parent_id, a.hr_system, 0
      from people p join agencies a on a.id = p.agency_id where p.id = ${actor.id}
      union all
      select a.id, a.parent_id, a.hr_system, n + 1
      from above join agencies a on a.id = above.parent_id where n < 20)
    select p.vendor_id, p.proficiency, array(select id from above order by n) as agency_ids,
      (select hr_system from above where n = 0) as hr_system
    from people p where p.id = ${actor.id}`.execute(db)
  return {
    reader: readerOf(actor, found?.vendorId ?? null),
    agencyIds: found?.agencyIds ?? [],
    hrSystem: found?.hrSystem ?? null,
    isExpert: found?.proficiency === 'expert',
  }
}

/** Works here: sees who answers for an entry. */
export const isStaff = (actor: Actor | undefined) => may(actor, 'knowledge:read-internal')
