import { sql } from 'kysely'
import type { Db } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'

type History = {
  count: number
  /** Over so many days until now, evenly. */
  days: number
  now: Date
  agents: readonly Id<'person'>[]
  systemId: number
}

/** Calls of a long time, all of them over: nine of ten answered, one of ten given up. */
export async function writeCallHistory(db: Db, { count, days, now, agents, systemId }: History) {
  const rows = sql`
    select n, gen_random_uuid() as id, ${now}::timestamptz - ${days} * interval '1 day' * (n::float8 / ${count}) as at,
      (${[...agents]}::uuid[])[1 + n % ${agents.length}] as agent_id, n % 10 <> 0 as answered
    from generate_series(1, ${count}::int) n`
  await sql`create temporary table history as ${rows}`.execute(db)
  await sql`
    insert into calls (id, call_ref, exchange, direction, channel, from_number, to_number, line, system_id, queue_id,
      site, state, arrived_at, ready_at, waiting_since, place_at, agent_id, answered_at, ended_at, talk_ms, outcome, seen_at)
    select id, 'pbx-a-' || n, 'pbx-a', 'in', 'phone', '+886912345678', '5001', '5001', ${systemId}, 1 + n % 3, 'nantou',
      'ended', at - interval '5 minutes', at - interval '5 minutes', at - interval '5 minutes', at - interval '5 minutes',
      case when answered then agent_id end, case when answered then at - interval '4 minutes' end, at - interval '1 minute',
      180000, case when answered then 'answered' else 'abandoned' end, at
    from history`.execute(db)
  await sql`
    insert into queue_waits (id, call_id, queue_id, system_id, site, agent_id, entered_at, left_at, wait_ms, outcome)
    select gen_random_uuid(), id, 1 + n % 3, ${systemId}, 'nantou', case when answered then agent_id end,
      at - interval '5 minutes', at - interval '4 minutes', 60000, case when answered then 'answered' else 'abandoned' end
    from history`.execute(db)
  await sql`
    insert into call_legs (leg_ref, call_id, role, agent_id, extension, alerting_at, established_at, ended_at, cause)
    select 'leg-' || n, id, 'agent', agent_id, '701', at - interval '4 minutes', at - interval '4 minutes',
      at - interval '1 minute', 'normal' from history where answered`.execute(db)
  await sql`
    insert into wrap_ups (call_id, agent_id, started_at, ends_at, ended_at)
    select id, agent_id, at - interval '1 minute', at, at from history where answered`.execute(db)
  await sql`
    insert into call_offers (id, call_id, agent_id, site, made_at, expires_at, outcome, decided_at)
    select gen_random_uuid(), id, agent_id, 'nantou', at - interval '5 minutes', at, 'answered', at - interval '4 minutes'
    from history where answered`.execute(db)
  await sql`
    insert into agent_times (person_id, state, from_at, to_at)
    select agent_id, s.state, at - s.since, at - s.until from history cross join (values
      ('on-call', interval '4 minutes', interval '1 minute'),
      ('wrap-up', interval '1 minute', interval '0')) s (state, since, until)
    where answered on conflict do nothing`.execute(db)
  await sql`
    insert into telephony_log (event_id, spool_id, seq, exchange, call_ref, type, certainty, occurred_at, data)
    select 'E' || n || '-' || e, 'history', n * 8 + e, 'pbx-a', 'pbx-a-' || n,
      case when e = 1 and n % 12 = 0 then 'call.transferred' else 'leg.alerting' end, 'observed', at, '{}'
    from history cross join generate_series(1, 2) e`.execute(db)
  await sql`drop table history`.execute(db)
  for (const table of [
    'calls',
    'queue_waits',
    'call_legs',
    'wrap_ups',
    'call_offers',
    'agent_times',
    'telephony_log',
  ])
    await sql.raw(`analyze ${table}`).execute(db)
}
