import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import { isOnline } from '../../routing/agent-state.ts'
import type { Call } from '../tables.ts'
import { LATEST_CALLS, type Outlook } from './expected-wait.ts'

/** Calls of longer ago say nothing about how long the next one takes. */
const LATEST_MS = 7 * 24 * 60 * 60 * 1000

export type QueueOutlook = { queueId: number; waiting: number } & Pick<
  Outlook,
  'ready' | 'staffed' | 'handled'
>

/** How each queue's callers stand now: how many wait, who works for it, and how long its latest calls took. */
export const readOutlooks = (db: Db, at: Date): Promise<QueueOutlook[]> =>
  plannedOnce(sql<QueueOutlook>`
    select q.id as queue_id,
      (select count(*)::int from queue_waits w join calls c on c.id = w.call_id and c.state = 'waiting'
        where w.left_at is null and w.queue_id = q.id) as waiting,
      (select count(*)::int from agents a where a.tier = q.tier and ${isWorking(at)} and not ${isBusy(at)}) as ready,
      (select count(*)::int from agents a where a.tier = q.tier and (${isWorking(at)} or ${isBusy(at)})) as staffed,
      coalesce((select jsonb_agg(h.ms) from (
        select c.talk_ms + coalesce((select sum(extract(epoch from u.ended_at - u.started_at) * 1000)::int
          from wrap_ups u where u.call_id = c.id and u.ended_at is not null), 0) as ms
        from queue_waits w join calls c on c.id = w.call_id
        where w.queue_id = q.id and w.outcome = 'answered' and c.ended_at is not null
          and w.left_at > ${new Date(at.getTime() - LATEST_MS)}
        order by w.left_at desc limit ${LATEST_CALLS}) h), '[]') as handled
    from queues q join voice_queues v on v.queue_id = q.id order by q.id`)
    .execute(db)
    .then(({ rows }) => rows)

type Waiting = Pick<
  Call,
  'id' | 'callRef' | 'fromNumber' | 'direction' | 'waitingSince' | 'toldWaitAt' | 'toldWaitS'
> & { queueId: number; position: number }

/** Calls that wait and were not told how long since then, each with its place in its queue, 1 being the next. */
export const untoldSince = (db: Db, then: Date): Promise<Waiting[]> =>
  plannedOnce(sql<Waiting>`
    select * from (
      select c.id, c.call_ref, c.from_number, c.direction, c.waiting_since, c.told_wait_at, c.told_wait_s, w.queue_id,
        (row_number() over (partition by w.queue_id order by c.is_front desc, c.place_at, c.id))::int as position
      from calls c join queue_waits w on w.call_id = c.id and w.left_at is null
      where c.state = 'waiting' and c.ended_at is null) waiting
    where told_wait_at is null or told_wait_at <= ${then} order by queue_id, position`)
    .execute(db)
    .then(({ rows }) => rows)

const isWorking = (at: Date) => sql`(a.presence = 'ready' and a.paused_at is null and not a.not_responding
  and exists (select from accounts t where t.person_id = a.person_id and t.disabled_at is null)
  and exists (select from seats e join phones h on h.extension = e.extension and h.registered where e.id = a.seat_id)
  and (${isOnline(at)} or not exists (
    select from phone_registrations r where r.person_id = a.person_id and r.expires_at > ${at})))`

const isBusy = (at: Date) => sql`exists (
  select from agent_engagements g where g.person_id = a.person_id and g.expires_at > ${at})`
