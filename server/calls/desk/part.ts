import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import type { Call } from '../tables.ts'

/** An agent's part in a live call. */
export type OwnPart = Pick<
  Call,
  'id' | 'callRef' | 'exchange' | 'caseId' | 'systemId' | 'queueId' | 'direction' | 'fromNumber'
> & {
  /** Of their leg; null: the phone has not rung yet. */
  role: 'agent' | 'consulted' | 'supervisor' | null
  isUp: boolean
  offerId: Id<'call-offer'> | null
}

/** The call an agent has a part in now: that they talk in, else that rings at them. */
export const findPart = (db: Db, agentId: Id<'person'>, callId?: Id<'call'>): Promise<OwnPart | undefined> =>
  sql<OwnPart>`
    select c.id, c.call_ref, c.exchange, c.case_id, c.system_id, c.queue_id, c.direction, c.from_number,
      l.role, l.established_at is not null as is_up, o.id as offer_id
    from calls c
    left join lateral (select role, established_at from call_legs
      where call_id = c.id and agent_id = ${agentId} and ended_at is null and role in ('agent', 'consulted', 'supervisor')
      order by established_at nulls last limit 1) l on true
    left join call_offers o on o.call_id = c.id and o.agent_id = ${agentId} and o.outcome is null
    where c.ended_at is null and (l.role is not null or o.id is not null)
      and c.id in (
        select call_id from call_legs where agent_id = ${agentId} and ended_at is null
        union all
        select call_id from call_offers where agent_id = ${agentId} and outcome is null)
      and ${callId ? sql`c.id = ${callId}` : sql`true`}
    order by is_up desc, c.arrived_at limit 1`
    .execute(db)
    .then(({ rows: [part] }) => part)

/**
 * @throws Refusal 'conflict' `call-gone`: it has ended
 * @throws Refusal 'forbidden' `call-not-yours`
 * @throws Refusal 'not-found' `call-not-found`
 */
export async function demandPart(db: Db, agentId: Id<'person'>, callId: Id<'call'>): Promise<OwnPart> {
  const part = await findPart(db, agentId, callId)
  if (part) return part
  const call = await db.selectFrom('calls').select('endedAt').where('id', '=', callId).executeTakeFirst()
  if (!call) throw new Refusal('not-found', 'call-not-found')
  throw call.endedAt ? new Refusal('conflict', 'call-gone') : new Refusal('forbidden', 'call-not-yours')
}
