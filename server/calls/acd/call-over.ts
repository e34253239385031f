import type { Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { disengage } from '../../routing/engage.ts'
import type { Call } from '../tables.ts'
import { partOver } from './agent-legs.ts'
import { tellAgent } from './agent-times.ts'
import { callbackFor, settleCallback } from './callbacks.ts'
import { endCallOffer } from './end-offer.ts'
import { closeWait } from './wait.ts'

/**
 * Ends what a call that is over still keeps: its wait, its offer, and every agent's part in it; and sees that somebody
 * whom we owe a call gets one. The caller has written before how it ended. Twice is once.
 */
export async function callHasEnded(
  trx: Trx,
  { call, at, now = at }: { call: Call; at: Date; now?: Date },
): Promise<void> {
  const { id: callId } = call
  await endCallOffer(trx, { callId }, 'withdrawn', at)
  const wait = await closeWait(trx, callId, { outcome: waitOutcome(call), at })
  for (const { personId, kind } of await engagedBy(trx, callId)) {
    await lockAgent(trx, personId)
    if (kind === 'on-call')
      await partOver(trx, {
        callId,
        agentId: personId,
        at,
        now,
        wrapsUp: await tookPart(trx, call, personId),
      })
    else if (kind !== 'wrap-up') {
      await disengage(trx, { personId, callId, at: now })
      await tellAgent(trx, { agentId: personId, at })
    }
  }
  if (call.direction === 'out') await settleCallback(trx, call, now)
  else await callbackFor(trx, call, { wait, at })
}

/** The same for all: whoever is locked for one call after the other is locked in this order. */
const engagedBy = (trx: Trx, callId: Id<'call'>) =>
  trx
    .selectFrom('agentEngagements')
    .select(['personId', 'kind'])
    .where('callId', '=', callId)
    .orderBy('personId')
    .execute()

/** How a wait ended that the call's end cut off. Somebody may have talked before, and transferred it back. */
function waitOutcome({ outcome }: Call) {
  if (outcome === 'lost') return 'lost'
  return outcome === 'abandoned' || outcome === 'answered' || outcome === null ? 'abandoned' : 'flowed-out'
}

const tookPart = async (trx: Trx, call: Call, agentId: Id<'person'>) =>
  call.agentId === agentId ||
  (await trx
    .selectFrom('callLegs')
    .select('legRef')
    .where('callId', '=', call.id)
    .where('agentId', '=', agentId)
    .where('role', '=', 'agent')
    .executeTakeFirst()) !== undefined
