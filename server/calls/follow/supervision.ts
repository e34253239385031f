import type { Envelope } from '../../../telephony-adapter/port.ts'
import type { Trx } from '../../platform/database/database.ts'
import { newId } from '../../platform/values.ts'
import type { Call } from '../tables.ts'
import type { Known } from './load.ts'

/** Writes down who listens, whispers or joins, from when to when: each way of it a line of its own. */
export async function noteSupervision(
  trx: Trx,
  { data: { supervisorId: named, mode }, occurredAt }: Envelope<'supervision.changed'>,
  call: Call,
  known: Known,
): Promise<void> {
  const supervisorId = known.agentOf({ agentId: named })
  if (!supervisorId) return
  const at = new Date(occurredAt)
  const open = await trx
    .selectFrom('supervisions')
    .select(['id', 'mode'])
    .where('callId', '=', call.id)
    .where('supervisorId', '=', supervisorId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (open?.mode === mode) return
  if (open) await trx.updateTable('supervisions').set({ endedAt: at }).where('id', '=', open.id).execute()
  if (mode === 'off' || call.endedAt) return
  await trx
    .insertInto('supervisions')
    .values({
      id: newId<'supervision'>(at.getTime()),
      callId: call.id,
      supervisorId,
      mode,
      startedAt: at,
      endedAt: null,
    })
    .execute()
}
