import { sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import { emit } from '../../platform/events/outbox.ts'
import { type Id, newId } from '../../platform/values.ts'
import { engaging } from '../../routing/engage.ts'
import { boardChanged } from '../../routing/events.ts'
import { agentEngaged, callOffered } from '../events.ts'
import { timeBegins } from './agent-times.ts'
import { lockBestMatch, lockFirstFor, type Match } from './best-agent.ts'
import { offerCallback } from './offer-callback.ts'
import { type CallTerms, readCallTerms, type SiteTerms } from './terms.ts'

/** After the ringing has ended by itself at the exchange, its word for it may take so long to reach us. */
export const OFFER_SLACK_MS = 5000
const MOST_TURNS = 40

export type OfferedCall = { offerId: Id<'call-offer'>; agentId: Id<'person'>; extension: string }

/**
 * Looks for an agent for a call that waits, and reserves them. The agent found first gets the call that has waited
 * longest for them, should that be another one; then one is looked for again. So no new call overtakes an old one.
 * Waits for nobody's lock, so it may run in any transaction that has locked calls.
 * @param terms by what calls are given now, where the caller has just read it
 * @returns undefined when nobody may get it now, or all who may are being decided about
 */
export async function offerCall(
  trx: Trx,
  callId: Id<'call'>,
  at: Date,
  terms?: CallTerms,
): Promise<OfferedCall | undefined> {
  let known = terms
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const { sites, owesCalls } = known ?? (await readCallTerms(trx, at))
    known = undefined
    const best = await lockBestMatch(trx, callId, sites, at)
    if (!best) return undefined
    const { agentId, first } = best
    if (owesCalls && (await offerCallback(trx, agentId, first?.placeAt, { sites, at }))) continue
    const made = first && (await offer(trx, agentId, first, sites, at))
    if (made && first.callId === callId) return made
  }
  return undefined
}

/** Offers an agent, locked by the caller, what has waited longest for them: a call, or somebody to be called back. */
export async function offerNextCall(trx: Trx, agentId: Id<'person'>, at: Date) {
  const { sites, owesCalls } = await readCallTerms(trx, at)
  const first = await lockFirstFor(trx, agentId, sites, at)
  if (owesCalls && (await offerCallback(trx, agentId, first?.placeAt, { sites, at }))) return
  return first && offer(trx, agentId, first, sites, at)
}

/** Both are locked now. One statement, for a caller waits for it. */
async function offer(trx: Trx, agentId: Id<'person'>, match: Match, sites: readonly SiteTerms[], at: Date) {
  const { callId, caseId, extension } = match
  const expiresAt = new Date(at.getTime() + match.ringSeconds * 1000)
  const leaseEnds = new Date(expiresAt.getTime() + OFFER_SLACK_MS)
  const offerId = newId<'call-offer'>(at.getTime())
  const { rows } = await plannedOnce(sql`
    with kept as (${engaging({ personId: agentId, callId, kind: 'reserved', at, expiresAt: leaseEnds })}),
    offered as (
      insert into call_offers (id, call_id, agent_id, site, made_at, expires_at, reason)
      select ${offerId}, ${callId}, person_id, ${match.siteId ?? ''}, ${at}, ${expiresAt},
        ${JSON.stringify(reasonOf(match, sites, at))}::jsonb from kept),
    rings as (update calls set state = 'ringing', seen_at = ${at} from kept where id = ${callId}),
    ${timeBegins({ agentId, at, state: 'reserved', reason: null }, sql`exists (select from kept)`)}
    select from kept`).execute(trx)
  if (rows.length === 0) return undefined
  await emit(trx, boardChanged, { agentId })
  await emit(trx, callOffered, { callId, caseId, agentId, offerId })
  await emit(trx, agentEngaged, { agentId })
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
