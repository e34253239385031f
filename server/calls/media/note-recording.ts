import { sql } from 'kysely'
import type { Envelope } from '../../../telephony-adapter/port.ts'
import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import { newId } from '../../platform/values.ts'
import { recordingReady } from '../events.ts'
import { readGeneral } from '../plan/general.ts'
import type { Call } from '../tables.ts'

type RecordingEvent = Envelope<
  'recording.started' | 'recording.paused' | 'recording.resumed' | 'recording.ready' | 'recording.failed'
>
const DAY_MS = 86_400_000

/**
 * Writes down what became of a recording. What is told late changes nothing of one that is fetched already; one that
 * nobody saw begin is known from its end.
 */
export async function noteRecording(trx: Trx, event: RecordingEvent, call: Pick<Call, 'id'>): Promise<void> {
  const at = new Date(event.occurredAt)
  const { name } = event.data
  const known = await trx
    .selectFrom('recordings')
    .select(['id', 'state'])
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  const id = known?.id ?? (await begin(trx, call, { name, at }))
  if (known && known.state !== 'running' && known.state !== 'paused') return
  if (event.type === 'recording.paused' || event.type === 'recording.resumed')
    return pause(trx, id, { isPaused: event.type === 'recording.paused', at })
  if (event.type === 'recording.failed')
    await trx
      .updateTable('recordings')
      .set({ state: 'failed', reason: event.data.reason.slice(0, 300) })
      .where('id', '=', id)
      .execute()
  if (event.type === 'recording.ready') {
    const { sha256, ms, bytes } = event.data
    await trx
      .updateTable('recordings')
      .set({ state: 'ready', sha256, ms, bytes })
      .where('id', '=', id)
      .execute()
    await emit(trx, recordingReady, { recordingId: id })
  }
}

async function begin(trx: Trx, call: Pick<Call, 'id'>, { name, at }: { name: string; at: Date }) {
  const { recordingDays } = await readGeneral(trx)
  const id = newId<'recording'>(at.getTime())
  await trx
    .insertInto('recordings')
    .values({
      id,
      callId: call.id,
      name,
      state: 'running',
      startedAt: at,
      ms: null,
      bytes: null,
      sha256: null,
      fileId: null,
      peaks: null,
      pauses: '[]',
      reason: null,
      keepUntil: new Date(at.getTime() + recordingDays * DAY_MS),
      deletedAt: null,
      proof: null,
    })
    .execute()
  return id
}

const pause = (
  trx: Trx,
  id: NonNullable<Awaited<ReturnType<typeof begin>>>,
  { isPaused, at }: { isPaused: boolean; at: Date },
): Promise<void> =>
  trx
    .updateTable('recordings')
    .set({
      state: isPaused ? 'paused' : 'running',
      pauses: isPaused
        ? sql<string>`pauses || jsonb_build_object('from', ${at.toISOString()}::text, 'to', null)`
        : sql<string>`case when jsonb_array_length(pauses) = 0 then pauses
            else jsonb_set(pauses, '{-1,to}', to_jsonb(${at.toISOString()}::text)) end`,
    })
    .where('id', '=', id)
    .where('state', '=', isPaused ? 'running' : 'paused')
    .execute()
    .then(() => {})
