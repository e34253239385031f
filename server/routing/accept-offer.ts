import { assignFromQueue } from '../cases/assign.ts'
import type { Actor } from '../platform/actor.ts'
import { type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { lockAgent } from './agent-state.ts'
import { endOffer } from './end-offer.ts'
import { agentAvailable, boardChanged } from './events.ts'
import { wordsOf } from './reason-words.ts'
import type { OfferReason } from './reasons.ts'

/**
 * Takes the case that was offered: the agent is its owner. Twice is once.
 *
 * @throws Refusal 'not-found' `offer-gone`: no such offer, or not made to them
 * @throws Refusal 'conflict' `offer-gone`: it ran out, was taken back, or somebody else has the case
 */
export const acceptOffer = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Pick<Actor, 'id'>,
  offerId: Id<'offer'>,
): Promise<{ caseId: Id<'case'>; number: string }> =>
  transact(db, async (trx) => {
    const at = now()
    await lockAgent(trx, actor.id)
    const offer = await offerTo(trx, actor, offerId)
    if (offer.outcome !== 'accepted') {
      const { caseId, reason } = offer
      if (!(await endOffer(trx, offer, { outcome: 'accepted', reason: {} }, at)))
        throw new Refusal('conflict', 'offer-gone')
      const words = wordsOf({ outcome: 'offered', reason: reason as OfferReason }, 'zh-TW')
      await assignFromQueue(trx, { caseId, agentId: actor.id, at, reason: words })
      await actedNow(trx, actor.id, at)
    }
    const { caseId, number } = offer
    return { caseId, number }
  })

/**
 * Refuses what was offered: it goes to the next, and not to this agent again for a while. Twice is once.
 *
 * @throws Refusal 'not-found' `offer-gone`: no such offer, or not made to them
 * @throws Refusal 'conflict' `offer-gone`: it ran out or was taken back
 */
export const declineOffer = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Pick<Actor, 'id'>,
  offerId: Id<'offer'>,
): Promise<Record<string, never>> =>
  transact(db, async (trx) => {
    const at = now()
    await lockAgent(trx, actor.id)
    const offer = await offerTo(trx, actor, offerId)
    if (offer.outcome === 'declined') return {}
    if (!(await endOffer(trx, offer, { outcome: 'declined', reason: {} }, at)))
      throw new Refusal('conflict', 'offer-gone')
    await actedNow(trx, actor.id, at)
    return {}
  })

const offerTo = (trx: Trx, actor: Pick<Actor, 'id'>, offerId: Id<'offer'>) =>
  trx
    .selectFrom('offers')
    .innerJoin('cases', 'cases.id', 'offers.caseId')
    .select([
      'offers.id',
      'offers.caseId',
      'offers.agentId',
      'offers.outcome',
      'offers.reason',
      'cases.number',
    ])
    .where('offers.id', '=', offerId)
    .where('offers.agentId', '=', actor.id)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'offer-gone'))

/** Whoever decides about an offer is there: what ran out before no longer keeps them from new work. */
async function actedNow(trx: Trx, agentId: Id<'person'>, at: Date) {
  const { numUpdatedRows } = await trx
    .updateTable('agents')
    .set({ notResponding: false, idleSince: at })
    .where('personId', '=', agentId)
    .where('notResponding', '=', true)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await emit(trx, agentAvailable, { agentId })
  await emit(trx, boardChanged, { agentId })
}
