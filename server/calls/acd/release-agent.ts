import { record } from '../../platform/audit.ts'
import { type Db, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { disengage } from '../../routing/engage.ts'
import { agentAvailable } from '../../routing/events.ts'
import { tellAgent } from './agent-times.ts'
import { endCallOffer } from './end-offer.ts'
import { waitForAgent } from './wait.ts'

type Release = {
  personId: Id<'person'>
  by: { actor: { id: Id<'person'> }; address: string | null }
}

/**
 * Frees an agent who is stuck: no call, no ringing, no wrap-up and no unanswered offer keeps them any more, and what
 * rang at them goes to the front. What they said of themselves stays.
 *
 * @throws Refusal 'not-found' `agent-not-found`
 * @throws Refusal 'conflict' `agent-is-talking`: the exchange says that they are in a call now
 */
export async function releaseAgent(
  { db, now, telephony }: Pick<Deps, 'db' | 'now' | 'telephony'>,
  { personId, by }: Release,
): Promise<void> {
  // An adapter that is away cannot say that they talk; then the supervisor's word counts.
  const snapshot = await telephony.snapshot().catch(() => undefined)
  const talks = snapshot?.calls.some(({ legs }) =>
    legs.some((leg) => leg.agentId === personId && leg.state !== 'alerting'),
  )
  if (talks) throw new Refusal('conflict', 'agent-is-talking')
  const ringsFor = await callOfferedTo(db, personId)
  if (ringsFor)
    await telephony.order({ do: 'withdraw', commandId: `withdraw-${ringsFor.id}`, callRef: ringsFor.callRef })
  await transact(db, async (trx) => {
    const at = now()
    const open = await callOfferedTo(trx, personId)
    if (open)
      await trx.selectFrom('calls').select('id').where('id', '=', open.callId).forNoKeyUpdate().execute()
    if (!(await lockAgent(trx, personId))) throw new Refusal('not-found', 'agent-not-found')
    if (open) await endCallOffer(trx, { ...open, agentId: personId, offerId: open.id }, 'withdrawn', at)
    await trx
      .updateTable('callLegs')
      .set({ endedAt: at, heldSince: null, cause: 'lost', endedBy: 'system' })
      .where('agentId', '=', personId)
      .where('endedAt', 'is', null)
      .execute()
    await trx
      .updateTable('wrapUps')
      .set({ endedAt: at })
      .where('agentId', '=', personId)
      .where('endedAt', 'is', null)
      .execute()
    const kept = await trx
      .selectFrom('agentEngagements')
      .select('callId')
      .where('personId', '=', personId)
      .executeTakeFirst()
    if (kept) await disengage(trx, { personId, callId: kept.callId, at })
    await trx.updateTable('agents').set({ notResponding: false }).where('personId', '=', personId).execute()
    await emit(trx, agentAvailable, { agentId: personId })
    await tellAgent(trx, { agentId: personId, at })
    await record(trx, {
      actorId: by.actor.id,
      action: 'agent-released',
      subject: `person:${personId}`,
      detail: { callId: kept?.callId ?? open?.callId },
      address: by.address,
      at,
    })
    if (open) await waitForAgent(trx, { callId: open.callId, at, front: true })
  })
}

const callOfferedTo = (db: Db, personId: Id<'person'>) =>
  db
    .selectFrom('callOffers')
    .innerJoin('calls', 'calls.id', 'callOffers.callId')
    .select(['callOffers.id', 'callOffers.callId', 'calls.callRef'])
    .where('callOffers.agentId', '=', personId)
    .where('callOffers.outcome', 'is', null)
    .executeTakeFirst()
