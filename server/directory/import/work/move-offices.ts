import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/database.ts'
import { emit } from '../../../platform/events/outbox.ts'
import { officesChanged } from '../events.ts'
import type { OfficeChange } from '../subjects/subject.ts'
import type { StoredImport } from './claim.ts'

/**
 * Writes down what follows from changes of office, by the rules chosen, in the transaction that changes the people:
 * cases and accounts follow by an event, systems pass at once. What this import has moved already stays where it is, as
 * when three people take over from each other.
 */
export async function moveOffices(trx: Trx, row: StoredImport, offices: readonly OfficeChange[]) {
  if (offices.length === 0) return
  const { id, movedRule, leftRule, maySuspend } = row
  const o = sql`jsonb_to_recordset(${JSON.stringify(offices)}::jsonb) as o ("rowNo" integer, "personId" uuid,
    office text, "successorId" uuid, "agencyId" integer)`
  const passes = sql`o."successorId" is not null and
    (case o.office when 'left' then ${leftRule}::text else ${movedRule}::text end) = 'successor'`
  const follows = sql`o.office = 'moved' and ${movedRule}::text = 'new-agency'`
  const cases = await sql`
    insert into import_moves (import_id, row_no, kind, target, person_id, successor_id, agency_id, state)
    select ${id}, o."rowNo", case when ${follows} then 'case-agency' else 'case-requester' end, c.id::text,
      o."personId", o."successorId", o."agencyId", 'waiting'
    from ${o} join cases c on c.requester_id = o."personId" and c.closed_at is null
    where ((${follows} and c.agency_id is distinct from o."agencyId") or (${passes}))
      and not exists (select from import_moves m where m.import_id = ${id} and m.target = c.id::text
        and m.kind in ('case-agency', 'case-requester'))
    on conflict do nothing`.execute(trx)
  await sql`
    with passed as (
      update systems s set owner_id = o."successorId" from ${o}
      where s.owner_id = o."personId" and ${passes} and not exists (
        select from import_moves m where m.import_id = ${id} and m.kind = 'system' and m.target = s.id::text)
      returning s.id, o."rowNo", o."personId", o."successorId")
    insert into import_moves (import_id, row_no, kind, target, person_id, successor_id, state)
    select ${id}, "rowNo", 'system', id::text, "personId", "successorId", 'done' from passed`.execute(trx)
  const accounts = maySuspend
    ? await sql`
        insert into import_moves (import_id, row_no, kind, target, person_id, state)
        select ${id}, o."rowNo", 'account', o."personId"::text, o."personId", 'waiting'
        from ${o} join accounts a on a.person_id = o."personId" and a.disabled_at is null
        where o.office = 'left'
        on conflict do nothing`.execute(trx)
    : undefined
  if ((cases.numAffectedRows ?? 0n) + (accounts?.numAffectedRows ?? 0n) > 0n)
    await emit(trx, officesChanged, { importId: id })
}
