import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import type { Id } from '../../platform/values.ts'
import { claimsOf } from '../../routing/rules.ts'
import { withAgents } from './may-get.ts'
import type { SiteTerms } from './terms.ts'

/** A waiting call with an agent who may get it, and why they. */
export type Match = {
  callId: Id<'call'>
  caseId: Id<'case'> | null
  exchange: string
  queueId: number
  systemId: number
  enteredAt: Date
  ringSeconds: number
  /** By what it came first; null: before everybody. */
  placeAt: Date | null
  extension: string
  siteId: string | null
  tier: number
  level: number | null
  forAgency: boolean
  overflows: boolean
  idleSince: Date
}

/** The best of those who may get this call now, also when somebody else is deciding about them; locks nobody. */
export const findBestAgent = (db: Db, callId: Id<'call'>, sites: readonly SiteTerms[], at: Date) =>
  plannedOnce(bestAgent(callId, sites, at))
    .execute(db)
    .then(({ rows: [agent] }) => agent?.personId)

// The tier of the queue first; then who looks after the agency, the site furthest below its share, the longest idle.
const bestFirst = (sites: readonly SiteTerms[]) => sql`
  order by a.tier, k.for_agency desc,
    coalesce((${JSON.stringify(claimsOf(sites))}::jsonb ->> a.site_id)::bigint, -1e9::bigint) desc,
    k.idle_since, a.person_id`

const bestAgent = (callId: Id<'call'>, sites: readonly SiteTerms[], at: Date) => sql<{
  personId: Id<'person'>
}>`
  select a.person_id ${pairs(sites, at)} and c.id = ${callId} ${bestFirst(sites)} limit 1`

/**
 * As `findBestAgent`, of those about whom nobody else is deciding; locks them, and gives the call with them. Whether it
 * is what they are to get first is not asked.
 */
export const matchOf = (callId: Id<'call'>, sites: readonly SiteTerms[], at: Date) => sql`
  select a.person_id as agent_id, ${matched}
  ${pairs(sites, at)} and c.id = ${callId} ${bestFirst(sites)} limit 1 for no key update of a skip locked`

/** Whether other calls wait that come before this one, for whomever. */
export const waitsBehind = (callId: Id<'call'>) => sql<boolean>`exists (
  select from calls o join calls c on c.id = ${callId}
  where o.ended_at is null and o.state = 'waiting' and o.id <> c.id
    and (not o.is_front, o.place_at, o.id) < (not c.is_front, c.place_at, c.id))`

/** What may be given to an agent at once, in its order. */
const MOST_MATCHES = 24

/** What this agent, locked by the caller, is to get first, and locks it; what somebody else holds is passed over. */
// Whoever offers a call changes its state: what was offered between the looking and the lock is not found.
export const firstFor = (agentId: Id<'person'>, sites: readonly SiteTerms[], at: Date) => sql<
  Match & { agentId: Id<'person'> }
>`
  with waiting as materialized (
    select ${matched}, row_number() over (${inTheirOrder}) as place
    ${pairs(sites, at)} and a.person_id = ${agentId} ${inTheirOrder} limit ${sql.lit(MOST_MATCHES)})
  select ${agentId}::uuid as agent_id, w.* from waiting w join calls c on c.id = w.call_id and c.state = 'waiting'
  order by w.place limit 1 for no key update of c skip locked`

/** Calls that wait and that this agent may get now, first come first; locks nothing. */
export const callsFor = (
  db: Db,
  agentId: Id<'person'>,
  sites: readonly SiteTerms[],
  at: Date,
): Promise<Match[]> =>
  plannedOnce(sql<Match>`
    select ${matched} ${pairs(sites, at)} and a.person_id = ${agentId} ${inTheirOrder} limit ${sql.lit(MOST_MATCHES)}`)
    .execute(db)
    .then(({ rows }) => rows)

const inTheirOrder = sql`order by c.is_front desc, c.place_at, c.id`
const matched = sql`c.id as call_id, c.case_id, c.exchange, w.queue_id, w.system_id, w.entered_at, v.ring_seconds,
  case when not c.is_front then c.place_at end as place_at, e.extension, a.site_id, a.tier, k.level, k.for_agency,
  k.overflows, k.idle_since`

// Whatever waits is called `w` with its queue and system, and `c` is its call.
const waitingCalls = sql`queue_waits w join calls c on c.id = w.call_id and w.left_at is null and c.state = 'waiting'
  and not exists (select from call_offers o where o.call_id = c.id and o.outcome is null offset 0)`

const pairs = (sites: readonly SiteTerms[], at: Date) =>
  withAgents(
    waitingCalls,
    sql`exists (select from phones h
    where h.extension = e.extension and h.exchange = c.exchange and h.registered offset 0)`,
    sites,
    at,
  )
