import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { callsFor } from './best-agent.ts'
import { offerNextCall } from './offer-call.ts'
import { readCallTerms } from './terms.ts'

const MOST_ROUNDS = 50

/**
 * Offers an agent who has become free the call that has waited longest for them. One that somebody else is deciding
 * about is waited for, for it may have passed this agent over. Harmless at any time.
 */
export async function routeAgentToCall(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { agentId }: { agentId: Id<'person'> },
): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await transact(db, async (trx) => {
      if (await lockAgent(trx, agentId)) await offerNextCall(trx, agentId, now())
    })
    const at = now()
    const { sites } = await readCallTerms(db, at)
    const [missed] = await callsFor(db, agentId, sites, at)
    if (!missed) return
    // Holds nothing meanwhile and keeps nothing.
    await db.selectFrom('calls').select('id').where('id', '=', missed.callId).forNoKeyUpdate().execute()
  }
}
