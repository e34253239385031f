import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { lockAgent } from './agent-state.ts'
import { findBestAgent } from './best-agent.ts'
import { makeOffer, type Search, type Step } from './make-offer.ts'

/** So many rounds without an offer, each after somebody else has changed something, are a mistake in the rules. */
export const MOST_IDLE_ROUNDS = 200

/**
 * One offer of one of these cases, as `makeOffer`. When everybody who may get it is being decided about elsewhere,
 * they may have room left afterwards, and whoever holds them may have looked before the case was there: so the best
 * of them is waited for, and nobody is passed over. `nobody` then means that nobody may get it.
 */
export async function tryToOffer(
  { db }: Pick<Deps, 'db'>,
  asked: readonly [Id<'case'>, ...Id<'case'>[]],
  search: Search,
): Promise<Step> {
  const step = await transact(db, (trx) => makeOffer(trx, asked, search))
  if (!('nobody' in step)) return step
  const best = await findBestAgent(db, step.nobody, search.terms, search.at)
  if (!best) return step
  return transact(db, async (trx) => {
    await lockAgent(trx, best.personId)
    const again = await makeOffer(trx, [step.nobody.id], search)
    return 'nobody' in again ? { held: step.nobody.id } : again
  })
}
