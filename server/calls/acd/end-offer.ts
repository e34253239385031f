import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { Id } from '../../platform/values.ts'
import { callOfferEnded } from '../events.ts'

export type OfferOutcome = 'answered' | 'no-answer' | 'declined' | 'failed' | 'withdrawn'
type Which = { callId: Id<'call'>; agentId?: Id<'person'>; offerId?: Id<'call-offer'> }

/** Ends the open offer of a call, if it is this one. @returns whose it was; undefined: nothing was open */
export async function endCallOffer(trx: Trx, which: Which, outcome: OfferOutcome, at: Date) {
  let open = trx
    .updateTable('callOffers')
    .set({ outcome, decidedAt: at })
    .where('callId', '=', which.callId)
    .where('outcome', 'is', null)
  if (which.agentId) open = open.where('agentId', '=', which.agentId)
  if (which.offerId) open = open.where('id', '=', which.offerId)
  const ended = await open.returning(['id', 'agentId', 'callId']).executeTakeFirst()
  if (!ended) return undefined
  const { callId, agentId, id: offerId } = ended
  const { caseId } = await trx
    .selectFrom('calls')
    .select('caseId')
    .where('id', '=', callId)
    .executeTakeFirstOrThrow()
  await emit(trx, callOfferEnded, { callId, caseId, agentId, offerId, outcome })
  return { offerId, agentId }
}
