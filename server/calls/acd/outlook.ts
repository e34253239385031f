import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { isOnline } from '../../routing/agent-state.ts'
import { LATEST_CALLS, type Outlook } from './expected-wait.ts'

export type QueueOutlook = { queueId: number; waiting: number } & Pick<
  Outlook,
  'ready' | 'staffed' | 'handled'
>

/** How each queue's callers stand now: how many wait, who works for it, and how long its latest calls took. */
export const readOutlooks = (db: Db, at: Date): Promise<QueueOutlook[]> =>
  sql<QueueOutlook>`
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
        order by w.left_at desc limit ${LATEST_CALLS}) h), '[]') as handled
    from queues q join voice_queues v on v.queue_id = q.id order by q.id`
    .execute(db)
    .then(({ rows }) => rows)

/** Which place a waiting call has in its queue, 1 being the next; undefined when it does not wait. */
export const placeOf = (db: Db, callId: Id<'call'>): Promise<number | undefined> =>
  sql<{ position: number }>`
    select 1 + (select count(*)::int from queue_waits o join calls b on b.id = o.call_id and b.state = 'waiting'
      where o.left_at is null and o.queue_id = w.queue_id
        and (not b.is_front, b.place_at, b.id) < (not c.is_front, c.place_at, c.id)) as position
    from queue_waits w join calls c on c.id = w.call_id and c.state = 'waiting'
    where w.left_at is null and c.id = ${callId}`
    .execute(db)
    .then(({ rows }) => rows[0]?.position)

const isWorking = (at: Date) => sql`(a.presence = 'ready' and a.paused_at is null and not a.not_responding
  and exists (select from accounts t where t.person_id = a.person_id and t.disabled_at is null)
  and exists (select from seats e join phones h on h.extension = e.extension and h.registered where e.id = a.seat_id)
  and (${isOnline(at)} or not exists (
    select from phone_registrations r where r.person_id = a.person_id and r.expires_at > ${at})))`

const isBusy = (at: Date) => sql`exists (
  select from agent_engagements g where g.person_id = a.person_id and g.expires_at > ${at})`
