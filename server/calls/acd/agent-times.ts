import { type RawBuilder, sql } from 'kysely'
import { type Trx, transact } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent, stateOf } from '../../routing/agent-state.ts'
import { type AgentState, type RoutingStatus, routingStatusOf } from '../../routing/rules.ts'
import { agentEngaged } from '../events.ts'
import { ringsWithoutPage } from '../reach.ts'

type Moment = {
  agentId: Id<'person'>
  at: Date
  /** Their caller is on hold, as far as whoever asks knows better than the legs. */
  holding?: boolean
  /** What they do, where whoever asks has just made it so. */
  state?: RoutingStatus
}

/**
 * Keeps what an agent does from now on, when it is something else than before: routing's word for it, and `hold` while
 * their caller is on hold. The caller has locked the agent.
 */
async function noteAgentTime(trx: Trx, moment: Moment): Promise<void> {
  const { agentId, at, state } = moment
  const now = state ? { state, reason: null } : await whatTheyDo(trx, moment)
  await sql`with ${timeBegins({ agentId, at, ...now })} select from begun`.execute(trx)
}

type Time = {
  agentId: Id<'person'> | RawBuilder<unknown>
  at: Date
  state: RoutingStatus | 'hold'
  reason: string | null
}

/**
 * Expressions of a greater statement: from then on an agent does this, when it is something else than before. Told
 * late, it began no earlier than what is known before it. The last one is called `begun`.
 * @param when of which it depends
 */
export const timeBegins = ({ agentId, at, state, reason }: Time, when = sql<boolean>`true`) => sql`
  other as materialized (
    select * from agent_times where person_id = ${agentId} and to_at is null
      and (state, reason) is distinct from (${state}, ${reason})),
  set_right as (
    update agent_times t set state = ${state}, reason = ${reason} from other
    where t.person_id = other.person_id and t.from_at = other.from_at and other.from_at >= ${at} and ${when}
    returning t.person_id),
  closed as (
    update agent_times t set to_at = ${at} from other
    where t.person_id = other.person_id and t.from_at = other.from_at and other.from_at < ${at} and ${when}
    returning t.person_id),
  begun as (
    insert into agent_times (person_id, state, reason, from_at)
    select ${agentId}, ${state}, ${reason}, ${at}::timestamptz from (select count(*) as n from closed) c
    where ${when} and (c.n > 0
      or not exists (select from agent_times where person_id = ${agentId} and to_at is null))
    on conflict (person_id, from_at) do update set state = excluded.state, reason = excluded.reason, to_at = null
    returning person_id)`

/** As `noteAgentTime`, and those who show it hear. */
export async function tellAgent(trx: Trx, moment: Moment): Promise<void> {
  await noteAgentTime(trx, moment)
  await emit(trx, agentEngaged, { agentId: moment.agentId })
}

/** Keeps the times of an agent after something of them changed elsewhere, such as what they said of themselves. */
export async function keepAgentTimes(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { agentId }: { agentId?: Id<'person'> },
) {
  if (!agentId) return
  await transact(db, async (trx) => {
    if (await lockAgent(trx, agentId)) await noteAgentTime(trx, { agentId, at: now() })
  })
}

async function whatTheyDo(trx: Trx, { agentId, at, holding }: Moment) {
  const { rows } = await plannedOnce(sql<
    AgentState & { byPhone: boolean; reason: string | null; holds: boolean }
  >`
    select ${stateOf(at)}, ${ringsWithoutPage(at)} as by_phone, case a.presence when 'break' then a.presence_reason end as reason,
      exists (select from call_legs l where l.agent_id = a.person_id and l.ended_at is null
        and l.held_since is not null) as holds
    from agents a join accounts t on t.person_id = a.person_id and t.disabled_at is null
    where a.person_id = ${agentId}`).execute(trx)
  const [agent] = rows
  // An account that was disabled works no more, whatever it said before.
  const status = agent ? routingStatusOf({ ...agent, online: agent.online || agent.byPhone }) : 'offline'
  if (status === 'on-call' && (holding ?? agent?.holds)) return { state: 'hold', reason: null } as const
  return { state: status, reason: status === 'break' ? (agent?.reason ?? null) : null }
}
