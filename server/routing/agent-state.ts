import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { plannedOnce } from '../platform/database/planned-once.ts'
import type { Id } from '../platform/values.ts'
import type { AgentState, Engagement } from './rules.ts'

/** A desk not heard of for so long is gone: its server died or its network did. */
export const DESK_SILENT_MS = 20_000

/** Whether agent `a` has a desk open. */
export const isOnline = (at: Date): RawBuilder<boolean> => sql`exists (
  select from desk_connections d where d.person_id = a.person_id and d.left_at is null
    and d.seen_at > ${new Date(at.getTime() - DESK_SILENT_MS)})`

/** How many cases agent `a` owns that need them now. */
const loadOf: RawBuilder<number> = sql`(
  select count(*)::int from cases l where l.owner_id = a.person_id and l.closed_at is null
    and l.status in ('assigned', 'in-progress', 'reopened'))`

/** How many cases are offered to agent `a`. */
const offeredTo: RawBuilder<number> = sql`(
  select count(*)::int from offers f where f.agent_id = a.person_id and f.outcome is null)`

/** What the telephone keeps agent `a` at now. */
const engagedAt = (at: Date): RawBuilder<Engagement | null> => sql`(
  select g.kind from agent_engagements g where g.person_id = a.person_id and g.expires_at > ${at})`

/** The fields of an `AgentState` of agent `a`. */
export const stateOf = (at: Date) => sql`
  a.presence, a.paused_at is not null as paused, a.not_responding, a.capacity,
  ${isOnline(at)} as online, ${loadOf} as load, ${offeredTo} as offered, ${engagedAt(at)} as engaged`

/** `canReceive` of agent `a`, with an account that is not disabled. */
export const canReceiveNow = (at: Date): RawBuilder<boolean> => sql`
  a.presence = 'ready' and a.paused_at is null and not a.not_responding and ${isOnline(at)}
  and exists (select from accounts t where t.person_id = a.person_id and t.disabled_at is null)
  and ${engagedAt(at)} is null and ${loadOf} + ${offeredTo} < a.capacity`

export type OwnState = AgentState & {
  personId: Id<'person'>
  tier: number
  siteId: string | null
  idleSince: Date
}

/** @returns undefined for somebody who is no agent or whose account is disabled */
export const readAgentState = async (
  db: Db,
  personId: Id<'person'>,
  at: Date,
): Promise<OwnState | undefined> =>
  plannedOnce(sql<OwnState>`
    select a.person_id, a.tier, a.site_id, a.idle_since, ${stateOf(at)}
    from agents a join accounts ac on ac.person_id = a.person_id and ac.disabled_at is null
    where a.person_id = ${personId}`)
    .execute(db)
    .then(({ rows: [state] }) => state)

/**
 * Waits until nobody else decides about this agent, then keeps it so until the transaction ends. Everywhere an
 * agent is locked before a case or an offer is, so that no two transactions wait for each other.
 * @returns whether there is such an agent
 */
export const lockAgent = async (trx: Db, personId: Id<'person'>): Promise<boolean> =>
  (await trx
    .selectFrom('agents')
    .select('personId')
    .where('personId', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst()) !== undefined
