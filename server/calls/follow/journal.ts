import { sql } from 'kysely'
import type { Envelope } from '../../../telephony-adapter/port.ts'
import type { Trx } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import { type Known, knownOf, type WorldRead, worldOf } from './load.ts'

const COLUMNS = sql.raw(
  'event_id, spool_id, seq, exchange, call_ref, type, certainty, occurred_at, data, failed',
)

/** Writes events down as they were told. One statement. @returns the ids of those that were not there before */
export async function keepInJournal(
  trx: Trx,
  spoolId: string,
  events: readonly Envelope[],
): Promise<Set<string>> {
  const { rows: kept } = await sql<{ eventId: string }>`
    insert into telephony_log (${COLUMNS}) select ${COLUMNS}
    from jsonb_populate_recordset(null::telephony_log, ${rowsOf(spoolId, events, null)}::jsonb)
    on conflict (event_id) do nothing returning event_id`.execute(trx)
  return new Set(kept.map(({ eventId }) => eventId))
}

type Told = { spoolId: string; events: readonly Envelope[]; at: Date; failed: string | null }

/**
 * Writes down what was told of a journal after the cursor, moves that behind it, and reads what these events need to
 * know: in one statement, for a caller waits for it.
 * @param told `failed`: why they could not be applied
 * @returns where the cursor was, null in a journal that is new to us; and the ids of those that were not there before
 */
export async function keepAfterCursor(
  trx: Trx,
  { spoolId, events, at, failed }: Told,
): Promise<{ cursor: number | null; ids: Set<string>; known: Known }> {
  const last = events.reduce((most, { seq }) => Math.max(most, seq), 0)
  const { rows } = await plannedOnce(sql<{ cursor: number | null; ids: string[]; world: WorldRead }>`
    with cursor as (select seq from telephony_cursors where spool_id = ${spoolId} for update),
    moved as (
      insert into telephony_cursors (spool_id, seq, at)
      select ${spoolId}, ${last}::bigint, ${at}::timestamptz where ${last}::bigint > coalesce((select seq from cursor), -1)
      on conflict (spool_id) do update set seq = greatest(telephony_cursors.seq, excluded.seq), at = excluded.at),
    kept as (
      insert into telephony_log (${COLUMNS}) select ${COLUMNS}
      from jsonb_populate_recordset(null::telephony_log, ${rowsOf(spoolId, events, failed)}::jsonb)
      where seq > coalesce((select seq from cursor), -1)
      on conflict (event_id) do nothing returning event_id)
    select (select seq from cursor) as cursor, array(select event_id from kept) as ids,
      ${worldOf(events, at)} as world`).execute(trx)
  const { cursor, ids, world } = rows[0]!
  return { cursor, ids: new Set(ids), known: knownOf(world) }
}

const rowsOf = (spoolId: string, events: readonly Envelope[], failed: string | null) =>
  JSON.stringify(
    events.map((event) => ({
      event_id: event.eventId,
      spool_id: spoolId,
      seq: event.seq,
      exchange: event.exchange,
      call_ref: event.callRef,
      type: event.type,
      certainty: event.certainty,
      occurred_at: event.occurredAt,
      data: event.legRef === null ? event.data : { legRef: event.legRef, ...event.data },
      failed,
    })),
  )
