import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import { added, type Sums } from './figures.ts'
import { readAgentHours } from './read-agent-hours.ts'

export type By = 'all' | 'queue' | 'site' | 'system' | 'agent'
export type Span = {
  from: Date
  /** Not included. */
  to: Date
  /** Lengths of the intervals, counted from midnight in Taiwan; null: all of it is one. */
  intervalMs: number | null
  by: By
  /** What time it is: who waits still is counted in the interval of this moment. */
  at: Date
}
/** Sums of one interval and one queue, site, system or agent by its id; `all` of all together. */
export type SpanSums = { from: Date; key: string; sums: Sums }
export type Part = { from: Date; key: string } & Partial<Sums>

/** From own events, as rows. An interaction belongs to the interval in which it ended. In one transaction: of one moment. */
export const readSums = async (db: Db, span: Span): Promise<SpanSums[]> =>
  summed([...(await readCounts(db, span)), ...(await readAgentHours(db, span))])

/** As `readSums`, without agents' time. */
export const readCounts = async (db: Db, span: Span): Promise<Part[]> => [
  ...(await readWaits(db, span)),
  ...(await readWaiting(db, span)),
  ...(await readHandled(db, span)),
  ...(await readTransfers(db, span)),
  ...(await readUnanswered(db, span)),
]

/** Parts of the same interval and key together. */
export function summed(parts: readonly Part[]): SpanSums[] {
  const groups = Map.groupBy(parts, ({ from, key }) => `${from.getTime()} ${key}`)
  return [...groups.values()].map((group) => ({
    from: group[0]!.from,
    key: group[0]!.key,
    sums: added(group.map(({ from, key, ...sums }) => sums)),
  }))
}

/** The beginning of the interval of a moment. */
const intervalOf = ({ intervalMs, from }: Span, moment: RawBuilder<unknown>) =>
  intervalMs === null
    ? sql<Date>`${from}::timestamptz`
    : sql<Date>`date_bin(make_interval(secs => ${intervalMs / 1000}), ${moment}, '2000-01-01 00:00+08')`

const keyOf = ({ by }: Span, keys: Record<Exclude<By, 'all'>, RawBuilder<unknown>>) =>
  by === 'all' ? sql<string>`'all'` : sql<string>`(${keys[by]})::text`

/** The board asks for the same all day long; whoever asks for history, for any time. */
const parts = async (db: Db, { intervalMs }: Span, query: RawBuilder<Part>) =>
  (await (intervalMs === null ? plannedOnce(query) : query).execute(db)).rows.filter(
    ({ key }) => key !== null,
  )

function readWaits(db: Db, span: Span) {
  const key = keyOf(span, {
    queue: sql`w.queue_id`,
    site: sql`coalesce(a.site_id, w.site)`,
    system: sql`w.system_id`,
    agent: sql`w.agent_id`,
  })
  const inTime = sql`w.wait_ms <= v.level_seconds * 1000`
  return parts(
    db,
    span,
    sql<Part>`
      select ${intervalOf(span, sql`w.left_at`)} as from, ${key} as key,
        (count(*) filter (where w.outcome = 'answered'))::int as answered,
        (count(*) filter (where w.outcome = 'answered' and ${inTime}))::int as answered_in_time,
        (count(*) filter (where w.outcome = 'abandoned'))::int as abandoned,
        (count(*) filter (where w.outcome = 'abandoned' and ${inTime}))::int as abandoned_in_time,
        (count(*) filter (where w.outcome = 'abandoned' and w.wait_ms < v.short_abandon_seconds * 1000))::int
          as short_abandoned,
        (count(*) filter (where w.outcome = 'flowed-out'))::int as flowed_out,
        (count(*) filter (where w.outcome = 'lost'))::int as lost,
        coalesce(sum(w.wait_ms) filter (where w.outcome = 'answered'), 0)::float8 as answered_wait_ms,
        max(w.wait_ms) as longest_wait_ms
      from queue_waits w
      join voice_queues v on v.queue_id = w.queue_id
      left join agents a on a.person_id = w.agent_id
      where w.left_at >= ${span.from} and w.left_at < ${span.to}
      group by 1, 2`,
  )
}

function readWaiting(db: Db, span: Span) {
  const key = keyOf(span, {
    queue: sql`w.queue_id`,
    site: sql`w.site`,
    system: sql`w.system_id`,
    agent: sql`null`,
  })
  return parts(
    db,
    span,
    sql<Part>`
      select ${intervalOf(span, sql`${span.at}::timestamptz`)} as from, ${key} as key, count(*)::int as waiting
      from queue_waits w
      where w.left_at is null and ${span.from}::timestamptz <= ${span.at} and ${span.at} < ${span.to}
      group by 1, 2`,
  )
}

/** Looked up one by one: a plan made without knowing how short the time is would read every call there ever was. */
const callOf = (isIt: RawBuilder<unknown>) =>
  sql`join lateral (select queue_id, system_id from calls c where ${isIt} offset 0) c on true`

/** However long a wrap-up is extended, it is over by then. */
const LONGEST_WRAP_UP_MS = 2 * 60 * 60 * 1000

// Of each agent by themselves: after a transfer both have handled it. Who was only consulted has not.
function readHandled(db: Db, span: Span) {
  const key = keyOf(span, {
    queue: sql`c.queue_id`,
    site: sql`a.site_id`,
    system: sql`c.system_id`,
    agent: sql`h.agent_id`,
  })
  return parts(
    db,
    span,
    sql<Part>`
      with handled as (
        select l.call_id, l.agent_id, max(coalesce(w.ended_at, l.ended_at)) as at,
          sum(date_part('epoch', l.ended_at - l.established_at)) * 1000
            + coalesce(max(date_part('epoch', w.ended_at - w.started_at)) * 1000, 0) as ms
        from call_legs l
        left join lateral (
          select call_id, started_at, ended_at from wrap_ups w
          where w.call_id = l.call_id and w.agent_id = l.agent_id offset 0
        ) w on true
        where l.ended_at >= ${new Date(span.from.getTime() - LONGEST_WRAP_UP_MS)} and l.ended_at < ${span.to}
          and l.established_at is not null and l.agent_id is not null
          and (l.role = 'agent' or (l.role = 'consulted' and w.call_id is not null))
          and (w.call_id is null or w.ended_at is not null)
        group by l.call_id, l.agent_id
      )
      select ${intervalOf(span, sql`h.at`)} as from, ${key} as key, count(*)::int as handled,
        sum(h.ms) as handle_ms
      from handled h
      ${callOf(sql`c.id = h.call_id and c.direction = 'in'`)}
      left join agents a on a.person_id = h.agent_id
      where h.at >= ${span.from} and h.at < ${span.to}
      group by 1, 2`,
  )
}

const readTransfers = (db: Db, span: Span) =>
  readCounted(db, span, {
    name: 'transferred',
    what: sql`telephony_log e ${callOf(sql`c.call_ref = e.call_ref`)}
      left join agents a on a.person_id::text = e.data ->> 'fromAgentId'`,
    where: sql`e.type = 'call.transferred'`,
    at: sql`e.occurred_at`,
    keys: { site: sql`a.site_id`, agent: sql`a.person_id` },
  })

/** Nobody rings longer than this. */
const LONGEST_RINGING_MS = 5 * 60 * 1000

const readUnanswered = (db: Db, span: Span) =>
  readCounted(db, span, {
    name: 'not_responding',
    what: sql`call_offers e ${callOf(sql`c.id = e.call_id`)}`,
    where: sql`e.outcome = 'no-answer' and e.made_at < ${span.to}
      and e.made_at >= ${new Date(span.from.getTime() - LONGEST_RINGING_MS)}`,
    at: sql`e.decided_at`,
    keys: { site: sql`e.site`, agent: sql`e.agent_id` },
  })

type Counted = {
  name: 'transferred' | 'not_responding'
  /** Events `e`, each with its call `c`. */
  what: RawBuilder<unknown>
  where: RawBuilder<unknown>
  at: RawBuilder<unknown>
  keys: { site: RawBuilder<unknown>; agent: RawBuilder<unknown> }
}

/** How many events of calls there were. */
function readCounted(db: Db, span: Span, { name, what, where, at, keys }: Counted) {
  const key = keyOf(span, { queue: sql`c.queue_id`, system: sql`c.system_id`, ...keys })
  return parts(
    db,
    span,
    sql<Part>`
      select ${intervalOf(span, at)} as from, ${key} as key, count(*)::int as ${sql.raw(name)}
      from ${what}
      where ${where} and ${at} >= ${span.from} and ${at} < ${span.to}
      group by 1, 2`,
  )
}
