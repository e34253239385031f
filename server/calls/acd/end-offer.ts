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
  const ended = await open
    .returning(['id', 'agentId', 'callId'])
    .returning((eb) => eb.selectFrom('calls').select('caseId').where('id', '=', which.callId).as('caseId'))
    .executeTakeFirst()
  if (!ended) return undefined
  const { callId, agentId, id: offerId, caseId } = ended
  await emit(trx, callOfferEnded, { callId, caseId, agentId, offerId, outcome })
  return { offerId, agentId }
}
