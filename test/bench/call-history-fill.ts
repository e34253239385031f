import { sql } from 'kysely'
import type { Db } from '../../server/platform/database/database.ts'
import { SWITCHBOARD, someCaller, tiersOf } from './call-history-staff.ts'

/** 116,000 contacts a year, on 250 days of work. */
export const CALLS_A_DAY = 464
/** What the journal is kept for; transfers of all times stay in it. */
const JOURNAL_DAYS = 180
const RECORDING_DAYS = 180

type History = { calls: number; perDay: number; seats: number; now: Date }

/** Written with their indexes away, which are made again at the end. */
const TABLES = [
  'cases',
  'case_systems',
  'calls',
  'call_legs',
  'call_offers',
  'queue_waits',
  'wrap_ups',
  'agent_times',
  'recordings',
  'voice_surveys',
  'callbacks',
  'telephony_log',
]

/**
 * Writes the telephone's history until now: so many calls, so many of them on each day of work, all of
 * them over, each with its case, and all that is kept of them and of the agents who took them.
 * @param now in the afternoon of a Friday
 */
export const writeHistory = (db: Db, { calls, perDay, seats, now }: History): Promise<void> =>
  db.connection().execute(async (one) => {
    const run = async (text: string) => void (await sql.raw(text).execute(one))
    await run(
      `set work_mem = '256MB'; set maintenance_work_mem = '512MB'; set session_replication_role = replica`,
    )
    const { rows: indexes } = await sql<{ name: string; made: string }>`
      select i.indexname as name, i.indexdef as made from pg_indexes i
      where i.tablename = any (${TABLES}::text[]) and not exists (
        select from pg_constraint c where c.conname = i.indexname)`.execute(one)
    for (const { name } of indexes) await run(`drop index ${name}`)
    for (const table of TABLES) await run(`alter table ${table} set (autovacuum_enabled = false)`)
    await imagine(one, { calls, perDay, seats, now })
    for (const statement of statements(now)) await statement.execute(one)
    await run('drop table history')
    for (const { made } of indexes) await run(made)
    for (const table of TABLES) await run(`alter table ${table} reset (autovacuum_enabled)`)
    await run('reset work_mem; reset maintenance_work_mem; reset session_replication_role')
    await run('vacuum analyze')
  })

/** One row a call, by which everything else is written. The same every time. */
async function imagine(db: Db, { calls, perDay, seats, now }: History) {
  const { first, second } = tiersOf(seats)
  const midnight = new Date(
    Math.floor((now.getTime() + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000,
  )
  await sql`select setseed(0.42)`.execute(db)
  await sql`
    create temporary table history as
    with days as (
      select n, w, k, ${midnight}::timestamptz - make_interval(days => 7 * (w / 5) + w % 5) as day,
        (k + 0.5) / ${perDay}::int as u
      from generate_series(0, ${calls - 1}::int) n
      cross join lateral (select n / ${perDay}::int as w, ${perDay - 1}::int - n % ${perDay}::int as k) day
    ), told as (
      select *, random() as fate, random() as luck, random() as kind,
        day + interval '8 hours'
          + (case w when 0 then interval '7 hours 40 minutes' else interval '10 hours' end) * (u + 0.06 * sin(12.566 * u)) as at,
        (5000 + 25000 * power(random(), 3))::int as wait_ms, (30000 + 500000 * power(random(), 2))::int as talk_ms,
        (5000 + 85000 * random())::int as wrap_ms, ${someCaller} as caller
      from days
    )
    select n, at, uuidv7(at - clock_timestamp()) as id, uuidv7(at - clock_timestamp()) as case_id,
      'pbx-' || (case when n % 2 = 0 then 'b-' else 'a-' end) || n as call_ref,
      case when n % 2 = 0 then 'taipei' else 'nantou' end as site,
      case when n % 2 = 0 then 'pbx-b' else 'pbx-a' end as exchange,
      wait_ms, talk_ms, wrap_ms, at + wait_ms * interval '1 ms' as answered_at,
      case when fate < 0.90 then 'answered' when fate < 0.98 then 'abandoned' when fate < 0.995 then 'flowed-out'
        when fate < 0.999 then 'call-back' else 'lost' end as outcome,
      kind < 0.05 as is_out, fate < 0.9 and luck < 0.08 as is_transferred, fate < 0.9 and luck > 0.95 as is_missed_once,
      fate < 0.9 and luck between 0.3 and 0.5 as is_surveyed,
      1 + floor(45 * power(luck, 2))::int as system_id,
      md5('seat ' || (1 + (k + w) % ${first}::int))::uuid as agent_id,
      md5('seat ' || (1 + (k + w + 7) % ${first}::int))::uuid as other_id,
      md5('seat ' || (${first + 1}::int + k % ${second}::int))::uuid as second_id,
      case when kind > 0.97 then ${SWITCHBOARD} when kind > 0.92 then null else '+8869' || lpad(caller::text, 8, '0') end as number,
      case when kind <= 0.92 then md5('caller ' || caller)::uuid end as caller_id
    from told order by n desc`.execute(db)
  await sql`analyze history`.execute(db)
}

const ms = (reckoned: string) => sql.raw(`(${reckoned}) * interval '1 ms'`)

const statements = (now: Date) => [
  sql`
    insert into cases (id, opened_at, response_due_at, due_at, updated_at, status_since, answered_at, closed_at, requester_id,
      owner_id, agency_id, number_year, number_seq, queue_id, lead_system_id, priority, status, channel, title, requester_name,
      answer, responsible_unit, root_cause, disposition, last_seq)
    select case_id, at, at + interval '1 hour', at + interval '2 days', at, at,
      case when n >= 600 then at + interval '1 hour' end, case when n >= 600 then at + interval '1 day' end, caller_id, agent_id,
      1 + n % 300, 115 - n / 116000, n + 1, 1, system_id, 3, case when n < 600 then 'assigned' else 'closed' end, 'phone',
      '來電詢問差勤簽核 ' || n, '王小明', '請重新整理後再送出。', '一線客服', 'operation', 'solved', 4 from history`,
  sql`insert into case_systems (case_id, system_id) select case_id, system_id from history`,
  sql`
    insert into calls (id, call_ref, exchange, direction, channel, from_number, to_number, line, caller_id, case_id, opened_case,
      system_id, agency_id, queue_id, site, state, arrived_at, ready_at, waiting_since, place_at, agent_id, answered_at,
      ended_at, talk_ms, outcome, ended_by, seen_at, version)
    select id, call_ref, exchange, case when is_out then 'out' else 'in' end, case when n % 3 = 0 then 'voip' else 'phone' end,
      case when is_out then '2001' else number end, case when is_out then coalesce(number, '+886223979298') else '5001' end, '5001',
      caller_id, case_id, not is_out, system_id, 1 + n % 300, case when is_transferred then 2 else 1 end, site, 'ended',
      at - interval '20 seconds', at, at, at, case when outcome = 'answered' then agent_id end,
      case when outcome = 'answered' then answered_at end,
      case when outcome = 'answered' then answered_at + ${ms('talk_ms')} else answered_at end,
      case when outcome = 'answered' then talk_ms else 0 end, outcome, 'caller', at, 9 from history`,
  sql`
    insert into queue_waits (id, call_id, queue_id, system_id, site, agent_id, entered_at, left_at, wait_ms, outcome)
    select uuidv7(at - clock_timestamp()), id, 1, system_id, site, case when outcome = 'answered' then agent_id end, at,
      answered_at, wait_ms, case outcome when 'call-back' then 'flowed-out' else outcome end from history where not is_out
    union all
    select uuidv7(at - clock_timestamp()), id, 2, system_id, site, second_id, answered_at + ${ms('talk_ms / 2')},
      answered_at + ${ms('talk_ms / 2 + wait_ms')}, wait_ms, 'answered' from history where is_transferred`,
  sql`
    insert into call_legs (leg_ref, call_id, role, agent_id, extension, number, alerting_at, established_at, ended_at, cause, ended_by)
    select 'leg-' || call_ref || '-1', id, 'agent', agent_id, '2001', null, answered_at - interval '5 seconds', answered_at,
      answered_at + ${ms('talk_ms')}, 'normal', 'caller' from history where outcome = 'answered'
    union all
    select 'leg-' || call_ref || '-2', id, 'agent', second_id, '2131', null, answered_at, answered_at + ${ms('talk_ms / 2')},
      answered_at + ${ms('talk_ms')}, 'normal', 'caller' from history where is_transferred
    union all
    select 'leg-' || call_ref || '-3', id, 'dialled', null, null, number, answered_at, answered_at, answered_at + ${ms('talk_ms')},
      'normal', 'caller' from history where is_out`,
  sql`
    insert into wrap_ups (call_id, agent_id, started_at, ends_at, ended_at, code_id)
    select id, a.agent_id, answered_at + ${ms('talk_ms')}, answered_at + ${ms('talk_ms + wrap_ms')},
      answered_at + ${ms('talk_ms + wrap_ms')}, 1 + n % 8
    from history cross join lateral (select agent_id union all select second_id where is_transferred) a
    where outcome = 'answered'`,
  sql`
    insert into call_offers (id, call_id, agent_id, site, made_at, expires_at, outcome, decided_at, reason)
    select uuidv7(at - clock_timestamp()), id, other_id, site, at, at + interval '20 seconds', 'no-answer', answered_at - interval '5 seconds',
      '{"tier": 1}'::jsonb from history where is_missed_once
    union all
    select uuidv7(at - clock_timestamp()), id, agent_id, site, answered_at - interval '5 seconds', answered_at + interval '15 seconds',
      'answered', answered_at, '{"tier": 1, "level": 2, "queueId": 1, "systemId": 4, "overflows": false, "forAgency": false}'::jsonb
    from history where outcome = 'answered' and not is_out`,
  sql`
    insert into agent_times (person_id, state, reason, from_at, to_at)
    with states as (
      select agent_id, s.state, at + ${ms('s.after')} as from_at from history cross join lateral (values
        ('reserved', wait_ms - 5000), ('ringing', wait_ms - 4900), ('on-call', wait_ms), ('wrap-up', wait_ms + talk_ms),
        ('idle', wait_ms + talk_ms + wrap_ms)) s (state, after) where outcome = 'answered'
      union
      select a.person_id, s.state, d.day + s.since from agents a cross join (
        select distinct date_trunc('day', at, 'Asia/Taipei') as day from history) d
      cross join (values ('idle', interval '7:50'), ('break', interval '12:01'), ('idle', interval '12:59'),
        ('offline', interval '18:45')) s (state, since) where a.seat_id is not null
    ), once as (select distinct on (agent_id, from_at) * from states where from_at < ${now}::timestamptz - interval '5 minutes')
    select agent_id, state, case state when 'break' then '用餐' end, from_at,
      lead(from_at) over (partition by agent_id order by from_at) from once`,
  sql`
    insert into recordings (id, call_id, name, state, started_at, ms, bytes, sha256, file_id, pauses, keep_until, deleted_at, proof)
    select uuidv7(at - clock_timestamp()), id, 'rec-' || call_ref, case when is_old then 'deleted' else 'stored' end, answered_at,
      talk_ms, talk_ms * 16, md5(call_ref), case when not is_old then gen_random_uuid() end, '[]'::jsonb, keep_until,
      case when is_old then keep_until end, case when is_old then '{"rule": "retention", "sha256": "…", "by": null}'::jsonb end
    from history cross join lateral (select at + interval '1 day' * ${RECORDING_DAYS} as keep_until) k
    cross join lateral (select keep_until < ${now}::timestamptz as is_old) o where outcome = 'answered'`,
  sql`
    insert into voice_surveys (call_id, case_id, agent_id, asked_at, answered_at, consent, score)
    select id, case_id, agent_id, at, at, true, 1 + n % 5 from history where is_surveyed`,
  sql`
    insert into callbacks (id, call_id, case_id, number, kind, queue_id, system_id, place_at, due_at, agent_id, done_at, outcome)
    select uuidv7(at - clock_timestamp()), id, case_id, coalesce(number, '+886223979298'), case outcome when 'lost' then 'lost' else 'asked' end,
      1, system_id, at, at, agent_id, at + interval '1 hour', 'reached' from history where outcome in ('call-back', 'lost')`,
  sql`
    insert into telephony_log (event_id, spool_id, seq, exchange, call_ref, type, certainty, occurred_at, data)
    select upper(md5(call_ref || e.type)), 'history', n * 10 + e.place, exchange, call_ref, e.type, 'observed', at + ${ms('e.after')},
      jsonb_build_object('legRef', 'leg-' || call_ref || '-1', 'agentId', agent_id, 'fromAgentId', agent_id, 'extension', '2001')
    from history cross join lateral (values (0, 'call.offered', -20000), (1, 'call.ready', 0), (2, 'leg.alerting', wait_ms - 5000),
      (3, 'leg.established', wait_ms), (4, 'recording.started', wait_ms), (5, 'call.transferred', wait_ms + talk_ms / 2),
      (6, 'leg.cleared', wait_ms + talk_ms), (7, 'survey.answered', wait_ms + talk_ms), (8, 'recording.ready', wait_ms + talk_ms),
      (9, 'call.ended', wait_ms + talk_ms)) e (place, type, after)
    where case e.type when 'call.transferred' then is_transferred
      else at > ${now}::timestamptz - interval '1 day' * ${JOURNAL_DAYS} and (e.type <> 'survey.answered' or is_surveyed) end
    order by n desc, e.place`,
]
