import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import { emit } from '../../platform/events/outbox.ts'
import { type Id, newId } from '../../platform/values.ts'
import { engaging } from '../../routing/engage.ts'
import { boardChanged } from '../../routing/events.ts'
import { agentEngaged, callOffered } from '../events.ts'
import { timeBegins } from './agent-times.ts'
import { firstFor, type Match, matchOf, waitsBehind } from './best-agent.ts'
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
    const now = known ?? (await readCallTerms(trx, at))
    known = undefined
    const isNext = now.owesCalls ? sql<boolean>`false` : sql<boolean>`not ${waitsBehind(callId)}`
    const best = await offer(trx, matchOf(callId, now.sites, at), { isNext, sites: now.sites, at })
    if (!best) return undefined
    const given = best.offer ? best : await giveFirst(trx, best.agentId, now, at)
    if (given?.offer && given.callId === callId) return given.offer
  }
  return undefined
}

/** Offers an agent, locked by the caller, what has waited longest for them: a call, or somebody to be called back. */
export const offerNextCall = async (trx: Trx, agentId: Id<'person'>, at: Date) =>
  (await giveFirst(trx, agentId, await readCallTerms(trx, at), at))?.offer

type Given = { agentId: Id<'person'>; callId: Id<'call'> | null; offer: OfferedCall | undefined }

/** As `offerNextCall`, by these terms. */
async function giveFirst(
  trx: Trx,
  agentId: Id<'person'>,
  { sites, owesCalls }: CallTerms,
  at: Date,
): Promise<Given | undefined> {
  const first = firstFor(agentId, sites, at)
  if (owesCalls) {
    const { rows } = await plannedOnce(first).execute(trx)
    if (await offerCallback(trx, agentId, rows[0]?.placeAt, { sites, at }))
      return { agentId, callId: null, offer: undefined }
  }
  return offer(trx, first, { isNext: sql<boolean>`true`, sites, at })
}

type Row = Pick<Match, 'extension' | 'caseId'> & {
  agentId: Id<'person'>
  callId: Id<'call'>
  isKept: boolean
}

/**
 * Finds, reserves and offers in one statement, for a caller waits for it.
 * @param match gives a call with an agent, both locked
 * @param isNext whether it is to be offered, or only found
 * @returns undefined when nothing is found
 */
async function offer(
  trx: Trx,
  match: RawBuilder<unknown>,
  { isNext, sites, at }: { isNext: RawBuilder<boolean>; sites: readonly SiteTerms[]; at: Date },
): Promise<Given | undefined> {
  const offerId = newId<'call-offer'>(at.getTime())
  const ringsUntil = sql`${at}::timestamptz + make_interval(secs => ring_seconds)`
  const isKept = sql<boolean>`exists (select from kept)`
  const { rows } = await plannedOnce(sql<Row>`
    with first as materialized (${match}),
    kept as (${engaging(
      sql`select agent_id, call_id, 'reserved', ${at}::timestamptz,
        ${ringsUntil} + make_interval(secs => ${OFFER_SLACK_MS / 1000})
        from first where ${isNext}`,
      at,
    )}),
    offered as (
      insert into call_offers (id, call_id, agent_id, site, made_at, expires_at, reason)
      select ${offerId}, call_id, agent_id, coalesce(site_id, ''), ${at}::timestamptz, ${ringsUntil}, ${reason(sites, at)}
      from first where ${isKept}),
    rings as (
      update calls set state = 'ringing', seen_at = ${at} from first where calls.id = first.call_id and ${isKept}),
    ${timeBegins({ agentId: sql`(select person_id from kept)`, at, state: 'reserved', reason: null }, isKept)}
    select agent_id, call_id, case_id, extension, ${isKept} as is_kept from first`).execute(trx)
  const [first] = rows
  if (!first) return undefined
  const { agentId, callId, caseId, extension } = first
  if (!first.isKept) return { agentId, callId, offer: undefined }
  await emit(trx, callOffered, { callId, caseId, agentId, offerId })
  await emit(trx, boardChanged, { agentId })
  await emit(trx, agentEngaged, { agentId })
  return { agentId, callId, offer: { offerId, agentId, extension } }
}

/** Why they: kept with the offer, so that it can be explained afterwards. */
const reason = (sites: readonly SiteTerms[], at: Date) => sql`jsonb_build_object(
  'queueId', queue_id, 'systemId', system_id, 'tier', tier, 'level', level, 'forAgency', for_agency,
  'overflows', overflows,
  'site', ${JSON.stringify(Object.fromEntries(sites.map((site) => [site.id, site])))}::jsonb -> site_id,
  'waitedMs', ${msSince(sql`entered_at`, at)}, 'idleMs', ${msSince(sql`idle_since`, at)})`

const msSince = (then: RawBuilder<unknown>, at: Date) =>
  sql`greatest(0, floor(extract(epoch from ${at}::timestamptz - ${then}) * 1000))::bigint`
