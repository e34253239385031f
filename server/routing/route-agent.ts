import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { lockAgent } from './agent-state.ts'
import { offerNext, type Step } from './make-offer.ts'
import { readTerms } from './terms.ts'
import { untilUnlocked } from './waiting-cases.ts'

/** Each round makes an offer or waits for somebody who changes something: so many are a mistake in the rules. */
export const MOST_ROUNDS = 200

/**
 * Offers an agent what waits for them, by priority and then oldest first, until they have no more room or nothing
 * waits. Called whenever they may have become able to take more; harmless at any time.
 */
export async function routeAgent(deps: Pick<Deps, 'db' | 'now'>, { agentId }: { agentId: Id<'person'> }) {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = await fillAgent(deps, { agentId, by: 'agent' })
    if ('nothing' in step) return
    await untilSettled(deps, step)
  }
  throw new Error(`routing of agent ${agentId} does not settle`)
}

/** One offer to this agent at most, after waiting for whoever decides about them now. */
export async function fillAgent(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { agentId, by }: { agentId: Id<'person'>; by: 'agent' | { caseId: Id<'case'> } },
): Promise<Step> {
  const at = now()
  const terms = await readTerms(db, at)
  return transact(db, async (trx) =>
    (await lockAgent(trx, agentId)) ? offerNext(trx, { agentId, by, terms, at }) : { nothing: true },
  )
}

/** Waits, holding nothing, for whoever keeps a case that this step could not have. */
export async function untilSettled({ db }: Pick<Deps, 'db'>, step: Step) {
  if ('held' in step) await untilUnlocked(db, step.held)
}
