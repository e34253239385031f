import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/database.ts'
import type { Id } from '../../../platform/values.ts'

const about = (code: string) => sql`jsonb_build_array(jsonb_build_object('code', ${code}::text,
  'field', 'parentCode', 'value', r.data ->> 'parentCode'))`

/**
 * Holds the parents of the file against each other and against what is stored, and gives each row its place: what is
 * above comes first. Refused are rows whose parent is nowhere, whose parent's own row is refused, and those that would
 * put agencies above each other in a circle.
 */
export async function arrangeAgencies(trx: Trx, importId: Id<'import'>) {
  await sql`
    update import_rows r set outcome = 'failed', faults = ${about('parent-unknown')}
    where import_id = ${importId} and faults is null and data ->> 'parentCode' is not null
      and not exists (select from agencies where code = r.data ->> 'parentCode')
      and not exists (select from import_rows p where p.import_id = ${importId} and p.key = r.data ->> 'parentCode')`.execute(
    trx,
  )
  for (;;) {
    await refuseBelowRefused(trx, importId)
    await place(trx, importId)
    // Who only stands below a circle is fine once the circle is refused.
    if ((await refuseCircles(trx, importId)) === 0) break
  }
  await sql`
    update import_rows r set outcome = 'failed', faults = ${about('parent-circle')}
    where import_id = ${importId} and faults is null and place is null`.execute(trx)
}

/** What would be: the stored agencies, each with the parent that the file gives it, and the new ones. */
const wouldBe = (importId: Id<'import'>) => sql`
  said as materialized (
    select row_no, key, place, data ->> 'parentCode' as parent, data ? 'parentCode' as says
    from import_rows where import_id = ${importId} and faults is null),
  nodes as materialized (
    select a.code, case when said.says then said.parent else above.code end as parent, said.row_no, said.place
    from agencies a left join agencies above on above.id = a.parent_id left join said on said.key = a.code
    union all
    select key, parent, row_no, place from said where not exists (select from agencies where code = said.key))`

/** From the top down; what is not reached has no place. */
async function place(trx: Trx, importId: Id<'import'>) {
  await trx.updateTable('importRows').set({ place: null }).where('importId', '=', importId).execute()
  await sql`
    with recursive ${wouldBe(importId)},
    tree (code, row_no, depth) as (
      select code, row_no, 0 from nodes where parent is null
      union all
      select nodes.code, nodes.row_no, depth + 1 from nodes join tree on nodes.parent = tree.code),
    placed as (
      select row_no, row_number() over (order by depth, row_no)
        + (select count(*) from import_rows where import_id = ${importId} and faults is not null) as place
      from tree where row_no is not null)
    update import_rows r set place = placed.place from placed
    where r.import_id = ${importId} and r.row_no = placed.row_no`.execute(trx)
}

/** @returns how many rows were refused for being above themselves */
async function refuseCircles(trx: Trx, importId: Id<'import'>) {
  const { numAffectedRows = 0n } = await sql`
    with recursive ${wouldBe(importId)},
    walk (start, code) as (
      select code, parent from nodes where row_no is not null and place is null
      union
      select walk.start, nodes.parent from walk join nodes on nodes.code = walk.code where walk.code <> walk.start)
    update import_rows r set outcome = 'failed', faults = ${about('parent-circle')}
    where import_id = ${importId} and faults is null and place is null
      and exists (select from walk where start = r.key and code = r.key)`.execute(trx)
  return Number(numAffectedRows)
}

/** Again and again, as one refused row may have a branch below it. */
async function refuseBelowRefused(trx: Trx, importId: Id<'import'>) {
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      update import_rows r set outcome = 'failed', faults = ${about('parent-failed')}
      where import_id = ${importId} and faults is null and data ->> 'parentCode' is not null
        and not exists (select from agencies where code = r.data ->> 'parentCode')
        and not exists (select from import_rows p where p.import_id = ${importId}
          and p.key = r.data ->> 'parentCode' and p.faults is null)`.execute(trx)
    if (numAffectedRows === 0n) return
  }
}
