import { Type } from 'typebox'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { jobOf } from '../../platform/queue/port.ts'
import { type Id, IdOf } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { disengage, engage } from '../../routing/engage.ts'
import { tellAgent } from './agent-times.ts'

export type Part = { callId: Id<'call'>; agentId: Id<'person'>; at: Date }

/**
 * An agent, locked by the caller, has talked and now writes up: nothing else reaches them for as long as the queue
 * says, none at all where it says 0.
 */
export async function beginWrapUp(trx: Trx, { callId, agentId, at }: Part): Promise<void> {
  const seconds = await wrapUpSeconds(trx, callId, agentId)
  if (seconds === 0) return endPart(trx, { callId, agentId, at })
  const endsAt = new Date(at.getTime() + seconds * 1000)
  const again = { startedAt: at, endsAt, endedAt: null, isExtended: false }
  await trx
    .insertInto('wrapUps')
    .values({ callId, agentId, codeId: null, ...again })
    .onConflict((known) => known.columns(['callId', 'agentId']).doUpdateSet(again))
    .execute()
  const engaged = await engage(trx, { personId: agentId, callId, kind: 'wrap-up', at, expiresAt: endsAt })
  await tellAgent(trx, { agentId, at, ...(engaged && { state: 'wrap-up' }) })
}

/** Gives an agent, locked by the caller, back to other work after a call. Does nothing when another call has them. */
export async function endPart(trx: Trx, { callId, agentId, at }: Part): Promise<void> {
  await trx
    .updateTable('wrapUps')
    .set((eb) => ({ endedAt: eb.fn('least', ['endsAt', eb.val(at)]) }))
    .where('callId', '=', callId)
    .where('agentId', '=', agentId)
    .where('endedAt', 'is', null)
    .execute()
  await disengage(trx, { personId: agentId, callId, at })
  await tellAgent(trx, { agentId, at })
}

/** As the queue says from which they took it; it may be in another one by now. */
const wrapUpSeconds = async (trx: Trx, callId: Id<'call'>, agentId: Id<'person'>) =>
  (
    await trx
      .selectFrom('voiceQueues')
      .select('wrapUpSeconds')
      .where('queueId', '=', (eb) =>
        eb.fn.coalesce(
          eb
            .selectFrom('queueWaits')
            .select('queueWaits.queueId')
            .where('queueWaits.callId', '=', callId)
            .where('queueWaits.agentId', '=', agentId)
            .orderBy('leftAt', 'desc')
            .limit(1),
          eb.selectFrom('calls').select('calls.queueId').where('calls.id', '=', callId),
          eb.selectFrom('queues').select('queues.id').where('tier', '=', 1).orderBy('queues.id').limit(1),
        ),
      )
      .executeTakeFirst()
  )?.wrapUpSeconds ?? 0

/** Ends a wrap-up whose time is over. Does nothing to one that was extended meanwhile, or is over. */
export const endWrapUp = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { callId, agentId }: Omit<Part, 'at'>,
): Promise<void> =>
  transact(db, async (trx) => {
    if (!(await lockAgent(trx, agentId))) return
    const at = now()
    const over = await trx
      .selectFrom('wrapUps')
      .select('endsAt')
      .where('callId', '=', callId)
      .where('agentId', '=', agentId)
      .where('endedAt', 'is', null)
      .where('endsAt', '<=', at)
      .executeTakeFirst()
    // Their idle time begins when the time was over, not when we looked.
    if (over) await endPart(trx, { callId, agentId, at: over.endsAt })
  })

export const endWrapUpJob = jobOf(
  'calls.end-wrap-up',
  Type.Object({ callId: IdOf('call'), agentId: IdOf('person') }),
  endWrapUp,
)

/** Has the wrap-up of an agent looked at when its time is over. Should the queue forget it, the sweep does not. */
export async function endWrapUpLater(
  { db, queue, now }: Pick<Deps, 'db' | 'queue' | 'now'>,
  { agentId }: { agentId: Id<'person'> },
) {
  const open = await db
    .selectFrom('agentEngagements')
    .select(['callId', 'expiresAt'])
    .where('personId', '=', agentId)
    .where('kind', '=', 'wrap-up')
    .executeTakeFirst()
  if (!open) return
  const { callId, expiresAt } = open
  const delayMs = Math.max(0, expiresAt.getTime() - now().getTime())
  const id = `end-wrap-up.${callId}.${agentId}.${expiresAt.getTime()}`
  await queue.add(endWrapUpJob, { callId, agentId }, { id, delayMs })
}
