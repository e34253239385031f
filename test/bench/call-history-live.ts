import { sql } from 'kysely'
import type { Db } from '../../server/platform/database/database.ts'

/** So many of the live calls are in the menu, and so many answer the survey. */
const IN_MENU = 12
const IN_SURVEY = 8

/**
 * Writes so many calls that live now: six of ten seats talk, one of twenty rings, one of ten writes up, the others have
 * nothing to do; whoever is left over waits.
 */
export const writeLive = (db: Db, { live, seats, now }: { live: number; seats: number; now: Date }) =>
  db.connection().execute(async (one) => {
    const talking = Math.floor(seats * 0.6)
    const ringing = talking + Math.ceil(seats * 0.05)
    await sql`
      create temporary table living as
      select n, uuidv7() as id, uuidv7() as case_id, 'pbx-' || (case when n % 2 = 0 then 'b' else 'a' end) as exchange,
        case when n % 2 = 0 then 'taipei' else 'nantou' end as site, ${now}::timestamptz - n * interval '2 seconds' as at,
        case when n <= ${talking} then case when n % 10 = 0 then 'held' else 'talking' end
          when n <= ${ringing} then 'ringing' when n > ${live - IN_MENU}::int then 'menu'
          when n > ${live - IN_MENU - IN_SURVEY}::int then 'survey' else 'waiting' end as state,
        1 + n % 45 as system_id, case when n <= ${ringing} then md5('seat ' || n)::uuid end as agent_id
      from generate_series(1, ${live}::int) n`.execute(one)
    for (const statement of statements(now)) await statement.execute(one)
    await sql`
      insert into agent_engagements (person_id, call_id, kind, since, expires_at)
      select person_id, gen_random_uuid(), 'wrap-up', ${now}, ${now}::timestamptz + interval '1 minute' from agents
      where seat_id > ${ringing} and seat_id <= ${ringing + Math.floor(seats * 0.1)}`.execute(one)
    await sql`
      update agent_times t set to_at = ${now}::timestamptz - interval '1 minute' from agent_engagements g
      where g.person_id = t.person_id and t.to_at is null`.execute(one)
    await sql`
      insert into agent_times (person_id, state, from_at)
      select person_id, kind, ${now}::timestamptz - interval '1 minute' from agent_engagements`.execute(one)
    await sql`update phones h set in_use = true from seats e join agents a on a.seat_id = e.id
      join agent_engagements g on g.person_id = a.person_id and g.kind = 'on-call' where h.extension = e.extension`.execute(
      one,
    )
    await sql`drop table living`.execute(one)
    await sql`vacuum analyze`.execute(one)
  })

const statements = (now: Date) => [
  sql`
    insert into cases (id, opened_at, response_due_at, due_at, updated_at, status_since, requester_id, owner_id, agency_id,
      number_year, number_seq, queue_id, lead_system_id, priority, status, channel, title, requester_name, last_seq)
    select case_id, at, at + interval '1 hour', at + interval '2 days', at, at, md5('caller ' || n)::uuid, agent_id, 1 + n % 300,
      116, n, 1, system_id, 3, case when agent_id is null then 'received' else 'assigned' end, 'phone', '來電 ' || n, '王小明', 1
    from living`,
  sql`insert into case_systems (case_id, system_id) select case_id, system_id from living`,
  sql`
    insert into calls (id, call_ref, exchange, direction, channel, from_number, to_number, line, caller_id, case_id, opened_case,
      system_id, agency_id, queue_id, site, state, arrived_at, ready_at, waiting_since, place_at, agent_id, answered_at, seen_at)
    select id, exchange || '-live-' || n, exchange, 'in', 'phone', '+8869' || lpad(n::text, 8, '0'), '5001', '5001',
      md5('caller ' || n)::uuid, case_id, true, system_id, 1 + n % 300, case when state <> 'menu' then 1 end, site, state, at,
      case when state <> 'menu' then at end, case when state <> 'menu' then at end, case when state <> 'menu' then at end,
      case when state in ('talking', 'held') then agent_id end,
      case when state in ('talking', 'held', 'survey') then at + interval '1 second' end, ${now} from living`,
  sql`
    insert into queue_waits (id, call_id, queue_id, system_id, site, agent_id, entered_at, left_at, wait_ms, outcome)
    select uuidv7(), id, 1, system_id, site, case when is_over then coalesce(agent_id, md5('seat 1')::uuid) end, at,
      case when is_over then at + interval '1 second' end, case when is_over then 1000 end, case when is_over then 'answered' end
    from living cross join lateral (select state in ('talking', 'held', 'survey') as is_over) o where state <> 'menu'`,
  sql`
    insert into call_offers (id, call_id, agent_id, site, made_at, expires_at, outcome, decided_at)
    select uuidv7(), id, agent_id, site, at, at + interval '20 seconds', case when state <> 'ringing' then 'answered' end,
      case when state <> 'ringing' then at + interval '1 second' end from living where agent_id is not null`,
  sql`
    insert into call_legs (leg_ref, call_id, role, agent_id, extension, alerting_at, established_at, held_since)
    select 'leg-live-' || n, id, 'agent', agent_id, (2000 + n)::text, at, case when state <> 'ringing' then at + interval '1 second' end,
      case when state = 'held' then at + interval '10 seconds' end from living where agent_id is not null`,
  sql`
    insert into agent_engagements (person_id, call_id, kind, since, expires_at)
    select agent_id, id, case when state = 'ringing' then 'ringing' else 'on-call' end, at, ${now}::timestamptz + interval '1 hour'
    from living where agent_id is not null`,
  sql`
    insert into recordings (id, call_id, name, state, started_at, pauses, keep_until)
    select uuidv7(), id, 'rec-live-' || n, 'running', at, '[]', ${now}::timestamptz + interval '180 days'
    from living where state in ('talking', 'held')`,
]
