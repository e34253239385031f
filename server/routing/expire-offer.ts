import { Type } from 'typebox'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { jobOf } from '../platform/queue/port.ts'
import { type Id, IdOf } from '../platform/values.ts'
import { lockAgent } from './agent-state.ts'
import { endOffer } from './end-offer.ts'
import { boardChanged } from './events.ts'
import { routeAgent } from './route-agent.ts'
import { readTerms } from './terms.ts'
import { agentsWithWork } from './waiting-cases.ts'

/** Has a new offer looked at when it runs out. Should the queue forget it, `sweepOffers` does not. */
export async function expireLater(
  { db, queue, now }: Pick<Deps, 'db' | 'queue' | 'now'>,
  { offerId }: { offerId: Id<'offer'> },
) {
  const offer = await db
    .selectFrom('offers')
    .select('expiresAt')
    .where('id', '=', offerId)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  if (!offer) return
  const delayMs = Math.max(0, offer.expiresAt.getTime() - now().getTime())
  await queue.add(expireOfferJob, { offerId }, { id: `expire-offer.${offerId}`, delayMs })
}

/**
 * Ends an offer that nobody decided in its time: the case goes to the next, and its agent gets nothing more until
 * they are back. Does nothing to one that is decided, or has time left.
 */
export const expireOffer = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { offerId }: { offerId: Id<'offer'> },
): Promise<void> =>
  transact(db, async (trx) => {
    const at = now()
    const offer = await trx
      .selectFrom('offers')
      .select(['id', 'caseId', 'agentId'])
      .where('id', '=', offerId)
      .where('outcome', 'is', null)
      .where('expiresAt', '<=', at)
      .executeTakeFirst()
    if (!offer) return
    await lockAgent(trx, offer.agentId)
    if (!(await endOffer(trx, offer, { outcome: 'expired', reason: {} }, at))) return
    await trx
      .updateTable('agents')
      .set({ notResponding: true })
      .where('personId', '=', offer.agentId)
      .where('presence', '=', 'ready')
      .execute()
    await emit(trx, boardChanged, { agentId: offer.agentId })
  })

export const expireOfferJob = jobOf(
  'routing.expire-offer',
  Type.Object({ offerId: IdOf('offer') }),
  expireOffer,
)

/** What the clock brings and no event tells: offers that ran out, and cases that may be offered again to the same. */
export async function sweepOffers(deps: Pick<Deps, 'db' | 'now'>) {
  const { db } = deps
  const at = deps.now()
  const overdue = await db
    .selectFrom('offers')
    .select('id')
    .where('outcome', 'is', null)
    .where('expiresAt', '<=', at)
    .orderBy('expiresAt')
    .execute()
  for (const { id } of overdue) await expireOffer(deps, { offerId: id })
  for (const agentId of await agentsWithWork(db, await readTerms(db, at), at))
    await routeAgent(deps, { agentId })
}
