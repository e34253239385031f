import type { Trx } from '../../platform/database/database.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { disengage, keptFor } from '../../routing/engage.ts'
import { tellAgent } from './agent-times.ts'
import { endCallOffer, type OfferOutcome } from './end-offer.ts'
import { waitForAgent } from './wait.ts'
import type { Part } from './wrap-up.ts'

/** A lease is looked at also when it has run out: what it was for is still to be ended. */
export const LONG_AGO = new Date(0)

type NotTaken = Part & { outcome: OfferOutcome; now: Date }

/**
 * Frees an agent, locked by the caller, who did not take what rang; somebody who did not answer gets nothing more until
 * they are back. A call that was offered to them waits on, before everybody else.
 */
export async function offerNotTaken(trx: Trx, { callId, agentId, outcome, at, now }: NotTaken) {
  const offer = await endCallOffer(trx, { callId, agentId }, outcome, now)
  const kept = await keptFor(trx, agentId, LONG_AGO)
  const keeps = kept?.callId === callId && (kept.kind === 'reserved' || kept.kind === 'ringing')
  if (outcome === 'no-answer' && (offer || keeps))
    await trx
      .updateTable('agents')
      .set({ notResponding: true })
      .where('personId', '=', agentId)
      .where('presence', '=', 'ready')
      .execute()
  if (keeps) await giveBack(trx, { callId, agentId, at: now })
  if (!offer || outcome === 'withdrawn') return
  await trx
    .updateTable('calls')
    .set({ state: 'waiting' })
    .where('id', '=', callId)
    .where('state', '=', 'ringing')
    .execute()
  await waitForAgent(trx, { callId, at, now, front: true })
}

/** Gives an agent back to other work whom a call was to ring at. */
export async function giveBack(trx: Trx, part: Part) {
  if (!(await lockAgent(trx, part.agentId))) return
  await disengage(trx, { personId: part.agentId, callId: part.callId, at: part.at })
  await tellAgent(trx, part)
}
