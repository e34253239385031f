import { sql } from 'kysely'
import type { Envelope } from '../../../telephony-adapter/port.ts'
import type { Trx } from '../../platform/database/database.ts'

/**
 * Writes events down as they were told. One statement.
 * @param failed why they could not be applied
 * @returns the ids of those that were not there before
 */
export async function keepInJournal(
  trx: Trx,
  spoolId: string,
  events: readonly Envelope[],
  failed: string | null = null,
): Promise<Set<string>> {
  const rows = events.map((event) => ({
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
  }))
  const { rows: kept } = await sql<{ eventId: string }>`
    insert into telephony_log (event_id, spool_id, seq, exchange, call_ref, type, certainty, occurred_at, data, failed)
    select event_id, spool_id, seq, exchange, call_ref, type, certainty, occurred_at, data, failed
    from jsonb_populate_recordset(null::telephony_log, ${JSON.stringify(rows)}::jsonb)
    on conflict (event_id) do nothing returning event_id`.execute(trx)
  return new Set(kept.map(({ eventId }) => eventId))
}
