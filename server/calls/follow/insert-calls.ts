import { type Insertable, type RawBuilder, sql } from 'kysely'
import type { Numbered } from '../../cases/accept-together.ts'
import type { acceptingCases } from '../../cases/open.ts'
import type { Trx } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import type { Id } from '../../platform/values.ts'
import type { Call, CallTables } from '../tables.ts'

type New = {
  calls: readonly Call[]
  waits: readonly Partial<Insertable<CallTables['queueWaits']>>[]
  cases: ReturnType<typeof acceptingCases>
  /** By name, for which calls these cases are, in their order. */
  openFor: readonly string[]
  heldUntil: Date
}

/**
 * Writes new calls, their cases, which nobody is offered until then at most, and where they wait. One statement.
 * @returns the cases by the names of their calls
 */
export async function insertCalls(
  trx: Trx,
  { calls, waits, cases, openFor, heldUntil }: New,
): Promise<Map<string, Id<'case'>>> {
  const { rows } = await plannedOnce(sql<Numbered & { callRef: string }>`
    with accepted as materialized (
      select a.*, f.call_ref from ${cases.accepted} a
      join unnest(${openFor}::text[]) with ordinality f (call_ref, nth) using (nth)),
    written as (
      insert into calls select c.* from jsonb_populate_recordset(null::calls, (
        select jsonb_agg(n.row || case when a.id is null then '{}' else
          jsonb_build_object('case_id', a.id, 'opened_case', true) end)
        from jsonb_array_elements(${rowsOf(calls)}) n (row) left join accepted a on a.call_ref = n.row ->> 'call_ref')) c),
    held as (
      insert into case_holds (case_id, until) select id, ${heldUntil} from accepted
      on conflict (case_id) do update set until = excluded.until),
    waiting as (insert into queue_waits select w.* from jsonb_populate_recordset(null::queue_waits, ${rowsOf(waits)}) w)
    select call_ref, id, number, opened_at, created from accepted order by nth`).execute(trx)
  cases.note(trx, rows)
  return new Map(rows.map(({ callRef, id }) => [callRef, id]))
}

/** Rows of a table as JSON: their columns as the database calls them. */
const rowsOf = (rows: readonly object[]): RawBuilder<unknown> =>
  sql`${JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [columnOf(name), value])),
    ),
  )}::jsonb`

const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
