import { sql } from 'kysely'
import type { ClearCause, Leg } from '../../../telephony-adapter/port.ts'
import type { Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { engage, keptFor, passOn } from '../../routing/engage.ts'
import type { Call } from '../tables.ts'
import { tellAgent } from './agent-times.ts'
import { endCallOffer, type OfferOutcome } from './end-offer.ts'
import { giveBack, LONG_AGO, offerNotTaken } from './not-taken.ts'
import { OFFER_SLACK_MS } from './offer-call.ts'
import { closeWait } from './wait.ts'
import { beginWrapUp, endPart, type Part } from './wrap-up.ts'

/** So long without a renewal (`sweepEngagements`) a call no longer keeps its agent, whatever became of it. */
export const ON_CALL_MS = 5 * 60_000
const RINGS_AT_MOST_MS = 120_000

/** What became of a leg: the type of the event, and its cause where it ended. */
type LegChange =
  | { type: 'leg.alerting' | 'leg.established' | 'leg.held' | 'leg.retrieved' }
  | { type: 'leg.failed' | 'leg.cleared'; cause: ClearCause }

type ChangedLeg = Pick<Leg, 'role' | 'agentId'> & { legRef: string }
type Changed = {
  /** As it is now, leg included. */
  call: Call
  leg: ChangedLeg
  change: LegChange
  /** When it happened. */
  at: Date
  /** What time it is, when that is told late. */
  now?: Date
}
type OfAgent = Part & { call: Call; leg: ChangedLeg; now: Date }

/**
 * What a change of somebody's leg means for them as an agent and for the call's wait; call and leg themselves are
 * written by the caller before, who holds the call locked and tells no change twice. Of a leg that is nobody's of ours,
 * nothing.
 */
export async function agentLegChanged(trx: Trx, { call, leg, change, at, now = at }: Changed): Promise<void> {
  const agentId = leg.agentId as Id<'person'> | null
  if (!agentId || leg.role === 'caller' || leg.role === 'dialled') return
  // A supervisor need not be an agent.
  if (!(await lockAgent(trx, agentId))) return
  const of: OfAgent = { callId: call.id, agentId, at, now, call, leg }
  if (change.type === 'leg.failed') return failed(trx, of, change.cause)
  if (change.type === 'leg.cleared') return cleared(trx, of, change.cause)
  if (change.type === 'leg.alerting') return alerting(trx, of)
  if (change.type === 'leg.established') return established(trx, of)
  return tellAgent(trx, { agentId, at, holding: change.type === 'leg.held' })
}

async function alerting(trx: Trx, { callId, agentId, call, at, now }: OfAgent) {
  if ((await makeRoom(trx, call, agentId, now)) === 'on-call') return
  const expiresAt = new Date(now.getTime() + RINGS_AT_MOST_MS + OFFER_SLACK_MS)
  const engaged = await engage(trx, { personId: agentId, callId, kind: 'ringing', at: now, expiresAt })
  await tellAgent(trx, { agentId, at, ...(engaged && { state: 'ringing' }) })
}

async function established(trx: Trx, { callId, agentId, call, leg, at, now }: OfAgent) {
  await makeRoom(trx, call, agentId, now)
  if (leg.role === 'agent') {
    const offer = await endCallOffer(trx, { callId, agentId }, 'answered', at)
    // The adapter had found somebody by itself: whoever we reserved for it is free again.
    const other = offer ? undefined : await endCallOffer(trx, { callId }, 'withdrawn', at)
    if (other) await giveBack(trx, { callId, agentId: other.agentId, at: now })
    await closeWait(trx, callId, { outcome: 'answered', agentId, at })
    await sql`
      with answered as (update calls set is_front = false where id = ${callId} and is_front)
      update agents set not_responding = false where person_id = ${agentId} and not_responding`.execute(trx)
  }
  const expiresAt = new Date(now.getTime() + ON_CALL_MS)
  const engaged = await engage(trx, { personId: agentId, callId, kind: 'on-call', at: now, expiresAt })
  await tellAgent(trx, { agentId, at, ...(engaged && { state: 'on-call' }) })
}

/**
 * Makes room for a call that has reached an agent who was kept otherwise: reserved for a call of ours before that had a
 * name, or writing up the last one.
 * @returns what keeps them still, for whichever call
 */
async function makeRoom(trx: Trx, call: Call, agentId: Id<'person'>, now: Date) {
  const kept = await keptFor(trx, agentId, now)
  if (!kept || kept.callId === call.id) return kept?.kind
  const { callId } = kept
  if (kept.kind === 'wrap-up') {
    await endPart(trx, { callId, agentId, at: now })
    return undefined
  }
  if (kept.kind === 'reserved' && !(await hasOffer(trx, callId)))
    await passOn(trx, { personId: agentId, from: callId, to: call.id })
  return kept.kind
}

const hasOffer = async (trx: Trx, callId: Id<'call'>) =>
  (await trx
    .selectFrom('callOffers')
    .select('id')
    .where('callId', '=', callId)
    .where('outcome', 'is', null)
    .executeTakeFirst()) !== undefined

const OUTCOMES: Partial<Record<ClearCause, OfferOutcome>> = {
  'no-answer': 'no-answer',
  declined: 'declined',
  withdrawn: 'withdrawn',
}

/** Their phone was not answered. Whatever the reason, the call goes to the front, and to somebody else. */
async function failed(trx: Trx, { callId, agentId, at, now, leg, call }: OfAgent, cause: ClearCause) {
  if (await hasOtherLeg(trx, callId, agentId, leg.legRef)) return
  const outcome = call.endedAt ? 'withdrawn' : (OUTCOMES[cause] ?? 'failed')
  await offerNotTaken(trx, { callId, agentId, outcome, at, now })
}

async function cleared(trx: Trx, of: OfAgent, cause: ClearCause) {
  const { callId, agentId, at, now, call, leg } = of
  if (await hasOtherLeg(trx, callId, agentId, leg.legRef)) return
  const last = await keptFor(trx, agentId, LONG_AGO)
  if (last && last.callId !== callId && last.expiresAt > now) return
  const kept = last?.callId === callId ? last : undefined
  if (kept?.kind === 'reserved' || kept?.kind === 'ringing') return failed(trx, of, cause)
  if (kept?.kind === 'on-call' || (!kept && (await talkedUnseen(trx, of))))
    await partOver(trx, {
      callId,
      agentId,
      at,
      now,
      wrapsUp: leg.role === 'agent' || call.agentId === agentId,
    })
}

/** An agent's part in a call, which they had talked in, is over. A colleague who was only asked writes nothing up. */
export async function partOver(
  trx: Trx,
  { callId, agentId, at, now, wrapsUp }: Part & { now: Date; wrapsUp: boolean },
) {
  if (wrapsUp) await beginWrapUp(trx, { callId, agentId, at })
  else await endPart(trx, { callId, agentId, at: now })
}

/** Their lease ran out while nobody was there to renew it; after a part that was over already, nothing more comes. */
async function talkedUnseen(trx: Trx, { callId, agentId, leg }: OfAgent) {
  const [talked, wrote] = await Promise.all([
    trx
      .selectFrom('callLegs')
      .select('legRef')
      .where('legRef', '=', leg.legRef)
      .where('establishedAt', 'is not', null)
      .executeTakeFirst(),
    trx
      .selectFrom('wrapUps')
      .select('callId')
      .where('callId', '=', callId)
      .where('agentId', '=', agentId)
      .executeTakeFirst(),
  ])
  return talked !== undefined && wrote === undefined
}

const hasOtherLeg = async (trx: Trx, callId: Id<'call'>, agentId: Id<'person'>, legRef: string) =>
  (await trx
    .selectFrom('callLegs')
    .select('legRef')
    .where('callId', '=', callId)
    .where('agentId', '=', agentId)
    .where('legRef', '!=', legRef)
    .where('endedAt', 'is', null)
    .executeTakeFirst()) !== undefined
