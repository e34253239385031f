import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import type { By, Part, Span } from './read-sums.ts'

/** With callers, or writing down what was said. */
const INTERACTING = ['on-call', 'hold', 'wrap-up']
/** There for calls: breaks, pauses, being away or not answering are not. */
const ON_QUEUE = [...INTERACTING, 'idle', 'busy', 'full', 'reserved', 'ringing']

/**
 * Agents' time by what they did, cut at the edges of the intervals: a state may last over many. Of a queue: of all
 * agents of its tier, the same for each queue of a tier. Systems have no agents' time of their own.
 */
export async function readAgentHours(
  db: Db,
  { from, to, intervalMs, by, at }: Omit<Span, 'by'> & { by: By | 'tier' },
): Promise<Part[]> {
  if (by === 'system') return []
  const key = {
    all: sql`'all'`,
    tier: sql`a.tier::text`,
    queue: sql`q.id::text`,
    site: sql`a.site_id`,
    agent: sql`a.person_id::text`,
  }[by]
  const until = to < at ? to : at
  const length = sql`make_interval(secs => ${(intervalMs ?? 0) / 1000})`
  const first = sql`date_bin(${length}, s.from_at, '2000-01-01 00:00+08')`
  const intervals =
    intervalMs === null
      ? sql`(select ${from}::timestamptz as from_at, ${until}::timestamptz as to_at)`
      : sql`(select g as from_at, g + ${length} as to_at
          from generate_series(${first}, s.to_at - interval '1 microsecond', ${length}) g)`
  const ms = sql`date_part('epoch', least(s.to_at, i.to_at) - greatest(s.from_at, i.from_at)) * 1000`
  const hours = sql<Part>`
    with states as (
      select person_id, state, greatest(from_at, ${from}) as from_at, to_at from agent_times
      where to_at > ${from} and to_at <= ${until} and state = any (${ON_QUEUE}::text[])
      union all
      select a.person_id, last.state, greatest(last.from_at, ${from}) as from_at, ${until} as to_at
      from agents a
      cross join lateral (
        select state, from_at, to_at from agent_times t where t.person_id = a.person_id and t.from_at < ${until}
        order by t.from_at desc limit 1
      ) last
      where (last.to_at is null or last.to_at > ${until}) and last.state = any (${ON_QUEUE}::text[])
    )
    select i.from_at as from, ${key} as key,
      coalesce(sum(${ms}) filter (where s.state = any (${INTERACTING}::text[])), 0) as interacting_ms,
      sum(${ms}) as on_queue_ms
    from states s
    cross join lateral ${intervals} i
    join agents a on a.person_id = s.person_id
    ${by === 'queue' ? sql`join queues q on q.tier = a.tier` : sql``}
    where s.from_at < s.to_at
    group by 1, 2`
  const { rows } = await (intervalMs === null ? plannedOnce(hours) : hours).execute(db)
  return rows.filter(({ key }) => key !== null)
}
