import { Type } from 'typebox'
import { type Emitted, type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { PayloadOf } from '../../platform/events/event.ts'
import { jobOf } from '../../platform/queue/port.ts'
import { type Id, IdOf } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { keptFor } from '../../routing/engage.ts'
import { callOffered } from '../events.ts'
import { LONG_AGO, offerNotTaken } from './not-taken.ts'
import { OFFER_SLACK_MS } from './offer-call.ts'

type ForOffer = { offerId: Id<'call-offer'> }

/**
 * Has the phone of the agent rung to whom a call was offered. Asked twice, the exchange does it once. A phone that
 * cannot be rung ends the offer, and the call goes to the next.
 */
export async function ringAgent(
  deps: Pick<Deps, 'db' | 'now' | 'telephony'>,
  { offerId }: ForOffer,
): Promise<void> {
  const offer = await deps.db
    .selectFrom('callOffers')
    .innerJoin('calls', 'calls.id', 'callOffers.callId')
    .innerJoin('agents', 'agents.personId', 'callOffers.agentId')
    .innerJoin('seats', 'seats.id', 'agents.seatId')
    .leftJoin('voiceQueues', 'voiceQueues.queueId', 'calls.queueId')
    .select([
      'callOffers.agentId',
      'callOffers.expiresAt',
      'calls.callRef',
      'calls.fromNumber',
      'seats.extension',
      'voiceQueues.records',
    ])
    .where('callOffers.id', '=', offerId)
    .where('callOffers.outcome', 'is', null)
    .executeTakeFirst()
  if (!offer) return
  const ringMs = offer.expiresAt.getTime() - deps.now().getTime()
  if (ringMs <= 0) return
  if (offer.records === false)
    await deps.telephony.order({
      do: 'record',
      commandId: `unrecorded-${offerId}`,
      callRef: offer.callRef,
      action: 'stop',
    })
  const ordered = await deps.telephony.order({
    do: 'offer',
    commandId: offerId,
    callRef: offer.callRef,
    agentId: offer.agentId,
    extension: offer.extension,
    ringMs,
    shows: offer.fromNumber ?? '',
  })
  if (!ordered.ok) await endUntaken(deps, offerId, async () => 'failed')
}

/** Rings without waiting for the queue, right after the commit that made the offer; the reaction makes sure of it. */
export function ringAtOnce(
  deps: Pick<Deps, 'db' | 'now' | 'telephony' | 'log'>,
  { name, payload }: Pick<Emitted, 'name' | 'payload'>,
): void {
  if (name !== callOffered.name) return
  ringAgent(deps, payload as PayloadOf<typeof callOffered>).catch((err) =>
    deps.log.warn({ err }, 'a phone was not rung at once; the queue sees to it'),
  )
}

/** Has a new offer looked at when its time and some more is over. Should the queue forget it, the sweep does not. */
export async function expireCallOfferLater(
  { db, queue, now }: Pick<Deps, 'db' | 'queue' | 'now'>,
  { offerId }: ForOffer,
) {
  const offer = await db
    .selectFrom('callOffers')
    .select('expiresAt')
    .where('id', '=', offerId)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  if (!offer) return
  const delayMs = Math.max(0, offer.expiresAt.getTime() + OFFER_SLACK_MS - now().getTime())
  await queue.add(expireCallOfferJob, { offerId }, { id: `expire-call-offer.${offerId}`, delayMs })
}

/**
 * Ends an offer of which nothing was heard in its time and some more: whoever let their phone ring is not there; a
 * phone that never rang is not its agent's fault. Does nothing to one that is over, or has time left.
 */
export async function expireCallOffer(
  deps: Pick<Deps, 'db' | 'now' | 'telephony'>,
  { offerId }: ForOffer,
): Promise<void> {
  const overdue = await deps.db
    .selectFrom('callOffers')
    .innerJoin('calls', 'calls.id', 'callOffers.callId')
    .select('calls.callRef')
    .where('callOffers.id', '=', offerId)
    .where('callOffers.outcome', 'is', null)
    .where('expiresAt', '<=', new Date(deps.now().getTime() - OFFER_SLACK_MS))
    .executeTakeFirst()
  if (!overdue) return
  // Before the call can ring at anybody else.
  await deps.telephony.order({ do: 'withdraw', commandId: `withdraw-${offerId}`, callRef: overdue.callRef })
  await endUntaken(deps, offerId, async (trx, agentId) =>
    (await keptFor(trx, agentId, LONG_AGO))?.kind === 'ringing' ? 'no-answer' : 'failed',
  )
}

export const expireCallOfferJob = jobOf(
  'calls.expire-offer',
  Type.Object({ offerId: IdOf('call-offer') }),
  expireCallOffer,
)

const endUntaken = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  offerId: Id<'call-offer'>,
  why: (trx: Trx, agentId: Id<'person'>) => Promise<'no-answer' | 'failed'>,
) =>
  transact(db, async (trx) => {
    const open = await trx
      .selectFrom('callOffers')
      .innerJoin('calls', 'calls.id', 'callOffers.callId')
      .select(['callOffers.callId', 'callOffers.agentId'])
      .where('callOffers.id', '=', offerId)
      .where('callOffers.outcome', 'is', null)
      .forNoKeyUpdate('calls')
      .executeTakeFirst()
    if (!open || !(await lockAgent(trx, open.agentId))) return
    const outcome = await why(trx, open.agentId)
    const at = now()
    await offerNotTaken(trx, { ...open, outcome, at, now: at })
  })
