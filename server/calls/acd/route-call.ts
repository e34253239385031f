import { type Db, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { findBestAgent } from './best-agent.ts'
import { offerCall } from './offer-call.ts'
import { readCallTerms } from './terms.ts'

const MOST_ROUNDS = 50

/**
 * Sees that a call that waits is offered to the best agent who may get it. Those about whom somebody else is deciding
 * are waited for, so that nobody free is passed over. Harmless at any time.
 */
export async function routeCall(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { callId }: { callId: Id<'call'> },
): Promise<void> {
  const { sites } = await readCallTerms(db, now())
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (!(await findBestAgent(db, callId, sites, now()))) return
    const held = await transact(db, async (trx) => {
      const at = now()
      const call = await trx
        .selectFrom('calls')
        .select('id')
        .where('id', '=', callId)
        .where('state', '=', 'waiting')
        .forNoKeyUpdate()
        .executeTakeFirst()
      if (!call || (await offerCall(trx, callId, at))) return undefined
      const { sites } = await readCallTerms(trx, at)
      return findBestAgent(trx, callId, sites, at)
    })
    if (!held) return
    // Holds nothing meanwhile and keeps nothing.
    await lockAgent(db, held)
  }
  throw new Error(`distribution of call ${callId} does not settle`)
}

/** Calls that wait in a queue and ring at nobody, first come first. */
const waitingCalls = async (db: Db): Promise<Id<'call'>[]> =>
  (
    await db
      .selectFrom('calls')
      .select('id')
      .where('state', '=', 'waiting')
      .where('endedAt', 'is', null)
      .orderBy('isFront', 'desc')
      .orderBy('placeAt')
      .orderBy('id')
      .execute()
  ).map(({ id }) => id)

/** Offers every call that waits to whoever may get it now: a queue goes on, the split or a queue's terms changed. */
export async function routeWaitingCalls(deps: Pick<Deps, 'db' | 'now'>) {
  for (const callId of await waitingCalls(deps.db)) await routeCall(deps, { callId })
}
