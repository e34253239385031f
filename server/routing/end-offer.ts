import type { Trx } from '../platform/database/database.ts'
import { emit } from '../platform/events/outbox.ts'
import type { Id } from '../platform/values.ts'
import { keepDecision } from './decisions.ts'
import { agentAvailable, offerEnded } from './events.ts'
import type { Decision } from './reasons.ts'

type Ending = Extract<Decision, { outcome: 'accepted' | 'declined' | 'expired' | 'withdrawn' }>

/**
 * Ends an offer, unless it has ended already. What the case needs next follows from `offerEnded`; an agent who has
 * room again is looked after as well.
 * @returns whether it was still open
 */
export async function endOffer(
  trx: Trx,
  offer: { id: Id<'offer'>; caseId: Id<'case'>; agentId: Id<'person'> },
  ending: Ending,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('offers')
    .set({ outcome: ending.outcome, decidedAt: at })
    .where('id', '=', offer.id)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  const { id: offerId, caseId, agentId } = offer
  await keepDecision(trx, ending, { caseId, agentId, at })
  await emit(trx, offerEnded, { offerId, caseId, agentId, outcome: ending.outcome })
  if (ending.outcome === 'declined' || ending.outcome === 'withdrawn')
    await emit(trx, agentAvailable, { agentId })
  return true
}
