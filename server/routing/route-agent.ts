import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { readAgentState } from './agent-state.ts'
import { canReceive } from './rules.ts'
import { readTerms } from './terms.ts'
import { MOST_IDLE_ROUNDS, tryToOffer } from './try-to-offer.ts'
import { candidatesOf, untilUnlocked } from './waiting-cases.ts'

/**
 * Offers an agent what waits for them, by priority and then oldest first, until they have no more room or nothing
 * waits; a case for which somebody else is better goes to them. Called whenever the agent may have become able to
 * take more; harmless at any time.
 */
export async function routeAgent(deps: Pick<Deps, 'db' | 'now'>, { agentId }: { agentId: Id<'person'> }) {
  const { db } = deps
  for (let idle = 0; idle < MOST_IDLE_ROUNDS; idle++) {
    const at = deps.now()
    const agent = await readAgentState(db, agentId, at)
    if (!agent || !canReceive(agent)) return
    const terms = await readTerms(db, at)
    const [first, ...others] = await candidatesOf(db, agent, terms, at)
    if (!first) return
    const step = await tryToOffer(deps, [first, ...others], { goal: { agentId }, terms, at })
    if ('offered' in step) idle = 0
    if ('held' in step) await untilUnlocked(db, step.held)
  }
  throw new Error(`routing of agent ${agentId} does not settle`)
}
