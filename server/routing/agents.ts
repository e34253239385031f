import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { plannedOnce } from '../platform/database/planned-once.ts'
import type { Returned } from '../platform/http/contract.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { stateOf } from './agent-state.ts'
import type { Agent } from './api.ts'
import { type AgentState, routingStatusOf } from './rules.ts'

type ReadAgent = Returned<Omit<Agent, 'routingStatus'>> & AgentState

/** The agents whose account is not disabled, by site, tier and name. @param only these, whatever their account */
export const readAgents = (db: Db, at: Date, only?: readonly Id<'person'>[]) =>
  plannedOnce(sql<ReadAgent>`
    select a.person_id, p.name, a.site_id, e.name as seat_name, a.tier, a.presence_reason, a.presence_since,
      a.paused_reason, ${stateOf(at)},
      (select o.case_id from offers o where o.agent_id = a.person_id and o.outcome is null
        order by o.made_at, o.id limit 1) as offered_case_id
    from agents a
    join lateral (select name from people where id = a.person_id offset 0) p on true
    left join seats e on e.id = a.seat_id
    where ${only ? sql<boolean>`a.person_id = any (${only}::uuid[])` : isInUse}
    order by a.site_id nulls last, a.tier, p.name, a.person_id`)
    .execute(db)
    .then(({ rows }) => rows.map((agent) => ({ ...agent, routingStatus: routingStatusOf(agent) })))

const isInUse = sql<boolean>`exists (
  select from accounts t where t.person_id = a.person_id and t.disabled_at is null)`

/** @throws Refusal 'not-found' `agent-not-found` */
export async function readAgent(db: Db, personId: Id<'person'>, at: Date) {
  const [agent] = await readAgents(db, at, [personId])
  if (!agent) throw new Refusal('not-found', 'agent-not-found')
  return agent
}
