import { sql } from 'kysely'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent, readAgentState } from '../../routing/agent-state.ts'
import { type RoutingStatus, routingStatusOf } from '../../routing/rules.ts'
import { agentEngaged } from '../events.ts'

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
  const open = await trx
    .selectFrom('agentTimes')
    .select(['state', 'reason', 'fromAt'])
    .where('personId', '=', agentId)
    .where('toAt', 'is', null)
    .executeTakeFirst()
  if (open?.state === now.state && open.reason === now.reason) return
  // Told late, it began no earlier than what is known before it.
  if (open && open.fromAt >= at) {
    await trx
      .updateTable('agentTimes')
      .set(now)
      .where('personId', '=', agentId)
      .where('toAt', 'is', null)
      .execute()
    return
  }
  await sql`
    with closed as (
      update agent_times set to_at = ${at} where person_id = ${agentId} and to_at is null returning person_id)
    insert into agent_times (person_id, state, reason, from_at)
    select ${agentId}, ${now.state}, ${now.reason}, ${at}::timestamptz from (select count(*) from closed) c
    on conflict (person_id, from_at) do update set state = excluded.state, reason = excluded.reason, to_at = null`.execute(
    trx,
  )
}

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
  const agent = await readAgentState(trx, agentId, at)
  const { rows } = await sql<{ reason: string | null; holds: boolean }>`
    select case a.presence when 'break' then a.presence_reason end as reason,
      exists (select from call_legs l where l.agent_id = a.person_id and l.ended_at is null
        and l.held_since is not null) as holds
    from agents a where a.person_id = ${agentId}`.execute(trx)
  // An account that was disabled works no more, whatever it said before.
  const status = agent ? routingStatusOf(agent) : 'offline'
  if (status === 'on-call' && (holding ?? rows[0]?.holds)) return { state: 'hold', reason: null }
  return { state: status, reason: status === 'break' ? (rows[0]?.reason ?? null) : null }
}
