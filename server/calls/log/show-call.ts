import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Returned } from '../../platform/http/contract.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { readCallRows } from '../call-rows.ts'
import { seesNumbers, shownNumber } from '../mask.ts'
import type { DeskCall } from '../shapes.ts'
import { visibleCalls } from './read-calls.ts'

const MOST_EVENTS = 500

type Leg = Returned<DeskCall>['legs'][number]

/** A call in one row. @throws Refusal 'not-found' `call-not-found`: none such, or not theirs to see */
export async function readCallRow(db: Db, actor: Actor, callId: Id<'call'>) {
  const [row] = await readCallRows(db, {
    where: sql`c.id = ${callId} and ${visibleCalls(db, actor)}`,
    orderBy: sql`c.id`,
    limit: 1,
    seesNumbers: seesNumbers(actor),
  })
  if (!row) throw new Refusal('not-found', 'call-not-found')
  return row
}

/** A call with everything that happened in it. @throws Refusal 'not-found' `call-not-found` */
export async function showCall(db: Db, actor: Actor, callId: Id<'call'>) {
  const call = await readCallRow(db, actor, callId)
  const [legs, waits, events, wrapUp] = await Promise.all([
    legsOf(db, actor, callId),
    waitsOf(db, callId),
    eventsOf(db, callId),
    wrapUpOf(db, callId),
  ])
  return { call, legs, waits, events, wrapUp: wrapUp ?? null }
}

/** Who had a part in a call, and how that stands; the first first. */
export async function legsOf(db: Db, actor: Actor, callId: Id<'call'>): Promise<Leg[]> {
  const { rows } = await sql<Leg>`
    select l.leg_ref, l.role, l.extension, l.number,
      case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end as agent,
      case when l.ended_at is not null then 'ended' when l.held_since is not null then 'held'
        when l.established_at is not null then 'up' else 'alerting' end as state,
      coalesce(l.ended_at, l.held_since, l.established_at, l.alerting_at, c.arrived_at) as since
    from call_legs l join calls c on c.id = l.call_id left join people p on p.id = l.agent_id
    where l.call_id = ${callId}
    order by coalesce(l.alerting_at, l.established_at, l.ended_at), l.leg_ref`.execute(db)
  const whole = seesNumbers(actor)
  return rows.map((leg) => ({ ...leg, number: leg.number && shownNumber(leg.number, whole) }))
}

const waitsOf = (db: Db, callId: Id<'call'>) =>
  db
    .selectFrom('queueWaits')
    .innerJoin('queues', 'queues.id', 'queueWaits.queueId')
    .select(['queues.name as queueName', 'enteredAt', 'leftAt', 'outcome'])
    .where('callId', '=', callId)
    .orderBy('enteredAt')
    .execute()

/** What the exchange told of it; of digits and numbers only that there were some. */
const eventsOf = (db: Db, callId: Id<'call'>) =>
  db
    .selectFrom('telephonyLog')
    .innerJoin('calls', 'calls.callRef', 'telephonyLog.callRef')
    .select(['telephonyLog.occurredAt as at', 'telephonyLog.type'])
    .select(({ eb }) => eb('telephonyLog.certainty', '=', 'reconstructed').as('isReconstructed'))
    .where('calls.id', '=', callId)
    .orderBy('telephonyLog.occurredAt')
    .orderBy('telephonyLog.seq')
    .limit(MOST_EVENTS)
    .execute()
    .then((events) => events.map((event) => ({ ...event, isReconstructed: Boolean(event.isReconstructed) })))

const wrapUpOf = (db: Db, callId: Id<'call'>) =>
  db
    .selectFrom('wrapUps')
    .leftJoin('wrapUpCodes', 'wrapUpCodes.id', 'codeId')
    .select(['wrapUpCodes.name as code', 'note'])
    .where('callId', '=', callId)
    .orderBy('startedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
