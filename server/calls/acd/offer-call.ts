import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import { type Id, newId } from '../../platform/values.ts'
import { engage } from '../../routing/engage.ts'
import { callOffered } from '../events.ts'
import { tellAgent } from './agent-times.ts'
import { callsFor, lockBestAgent, lockFirstCall, type Match } from './best-agent.ts'
import { offerCallback } from './offer-callback.ts'
import { readCallTerms, type SiteTerms } from './terms.ts'

/** After the ringing has ended by itself at the exchange, its word for it may take so long to reach us. */
export const OFFER_SLACK_MS = 5000
const MOST_TURNS = 40

export type OfferedCall = { offerId: Id<'call-offer'>; agentId: Id<'person'>; extension: string }

/**
 * Looks for an agent for a call that waits, and reserves them. The agent found first gets the call that has waited
 * longest for them, should that be another one; then one is looked for again. So no new call overtakes an old one.
 * Waits for nobody's lock, so it may run in any transaction that has locked calls.
 * @returns undefined when nobody may get it now, or all who may are being decided about
 */
export async function offerCall(trx: Trx, callId: Id<'call'>, at: Date): Promise<OfferedCall | undefined> {
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const { sites, owesCalls } = await readCallTerms(trx, at)
    const agentId = await lockBestAgent(trx, callId, sites, at)
    if (!agentId) return undefined
    const first = await firstCallFor(trx, agentId, sites, at)
    if (owesCalls && (await offerCallback(trx, agentId, first?.placeAt, { sites, at }))) continue
    const made = first && (await offer(trx, agentId, first, sites, at))
    if (made && first.callId === callId) return made
  }
  return undefined
}

/** Offers an agent, locked by the caller, what has waited longest for them: a call, or somebody to be called back. */
export async function offerNextCall(trx: Trx, agentId: Id<'person'>, at: Date) {
  const { sites, owesCalls } = await readCallTerms(trx, at)
  const first = await firstCallFor(trx, agentId, sites, at)
  if (owesCalls && (await offerCallback(trx, agentId, first?.placeAt, { sites, at }))) return
  return first && offer(trx, agentId, first, sites, at)
}

async function firstCallFor(trx: Trx, agentId: Id<'person'>, sites: readonly SiteTerms[], at: Date) {
  const matches = await callsFor(trx, agentId, sites, at)
  const callId =
    matches.length > 0 &&
    (await lockFirstCall(
      trx,
      matches.map((match) => match.callId),
    ))
  return matches.find((match) => match.callId === callId)
}

/** Both are locked now. */
async function offer(trx: Trx, agentId: Id<'person'>, match: Match, sites: readonly SiteTerms[], at: Date) {
  const { callId, caseId, extension } = match
  const expiresAt = new Date(at.getTime() + match.ringSeconds * 1000)
  const lease = { personId: agentId, callId, kind: 'reserved', at } as const
  if (!(await engage(trx, { ...lease, expiresAt: new Date(expiresAt.getTime() + OFFER_SLACK_MS) })))
    return undefined
  const offerId = newId<'call-offer'>(at.getTime())
  await trx
    .insertInto('callOffers')
    .values({
      id: offerId,
      callId,
      agentId,
      site: match.siteId ?? '',
      madeAt: at,
      expiresAt,
      outcome: null,
      decidedAt: null,
      reason: JSON.stringify(reasonOf(match, sites, at)),
    })
    .execute()
  await trx.updateTable('calls').set({ state: 'ringing', seenAt: at }).where('id', '=', callId).execute()
  await emit(trx, callOffered, { callId, caseId, agentId, offerId })
  await tellAgent(trx, { agentId, at, state: 'reserved' })
  return { offerId, agentId, extension }
}

/** Why they: kept with the offer, so that it can be explained afterwards. */
const reasonOf = (match: Match, sites: readonly SiteTerms[], at: Date) => ({
  queueId: match.queueId,
  systemId: match.systemId,
  tier: match.tier,
  level: match.level,
  forAgency: match.forAgency,
  overflows: match.overflows,
  site: sites.find(({ id }) => id === match.siteId) ?? null,
  waitedMs: Math.max(0, at.getTime() - match.enteredAt.getTime()),
  idleMs: Math.max(0, at.getTime() - match.idleSince.getTime()),
})
