import { sql } from 'kysely'
import { type Db, type Trx, transact } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'

const AGENCIES = 300
const SYSTEMS = 45

/**
 * Three years of a help desk, written in a few seconds: `count` cases of which `live` are open, a fifth of those
 * unowned, the rest spread over `owners` in all states, some escalated, some handed over. Ids are ordered by time.
 */
export async function writeHistory(
  db: Db,
  { count, live, owners }: { count: number; live: number; owners: readonly Id<'person'>[] },
) {
  await sql`insert into agencies (code, name, short_name, hr_system, address, county)
    select 'H' || n, '機關' || n, '機關' || n, 'WebHR', '', '南投縣' from generate_series(1, ${AGENCIES}::int) n`.execute(
    db,
  )
  await sql`insert into systems (code, name, short_name, domain)
    select 'H' || n, '系統' || n, '系統' || n, '差勤' from generate_series(1, ${SYSTEMS}::int) n`.execute(db)
  await sql`insert into people (id, name, agency_id)
    select gen_random_uuid(), '使用者' || n, (select min(id) from agencies) + n % ${AGENCIES} from generate_series(1, 3000) n`.execute(
    db,
  )
  // Indexes built at the end are the same indexes in a fraction of the time, and what is invented here refers to
  // nothing that is not there: foreign keys need not look row by row, where the server lets us say so.
  const indexes = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename in ('cases', 'case_systems') and indexname not like '%_pkey'`.execute(db)
  for (const { name } of indexes.rows) await sql`drop index ${sql.id(name)}`.execute(db)
  await transact(db, async (trx) => {
    const {
      rows: [us],
    } = await sql<{ mayAll: boolean }>`
      select rolsuper as may_all from pg_roles where rolname = current_user`.execute(trx)
    if (us?.mayAll) await sql`set local session_replication_role = replica`.execute(trx)
    await writeCases(trx, count, live, owners)
  })
  for (const { definition } of indexes.rows) await sql.raw(definition).execute(db)
  await sql`vacuum analyze`.execute(db)
}

async function writeCases(trx: Trx, count: number, live: number, owners: readonly Id<'person'>[]) {
  await sql`
    with drawn as (
      select n, n <= ${live} as live, md5(n::text) as chance,
        case when n <= ${live} then interval '10 days' * (n::float8 / ${live})
          else interval '10 days' + interval '3 years' * (n::float8 / ${count}) end as age,
        (array['received','assigned','in-progress','waiting','answered','in-progress','escalated','in-progress',
          'assigned','received'])[1 + n % 10] as state
      from generate_series(1, ${count}::int) n
    ), dated as (select *, date_trunc('milliseconds', now() - age) as at from drawn),
    lists as materialized (
      select ${[...owners]}::uuid[] as owners,
        (select array_agg(id order by id) from agencies where code like 'H%') as agencies,
        (select array_agg(id order by id) from systems where code like 'H%') as systems,
        (select array_agg(id) from people where name like '使用者%') as people
    )
    insert into cases (id, opened_at, response_due_at, due_at, updated_at, status_since, answered_at, closed_at,
        requester_id, owner_id, agency_id, number_year, number_seq, queue_id, lead_system_id, priority, status,
        waiting_for, channel, title, requester_name, answer, responsible_unit, root_cause, disposition, attention)
      select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(chance, 1, 3) || '8'
          || substr(chance, 4, 15))::uuid,
        at, at + interval '1 hour', at + interval '5 days' + interval '1 millisecond' * (n % 1000), at, at,
        case when not live then at + interval '1 day' end, case when not live then at + interval '2 days' end,
        people[1 + n % 3000],
        case when not live or state <> 'received' then owners[1 + (n / 10) % cardinality(owners)] end,
        agencies[1 + n % ${AGENCIES}], 115, n, 1 + (n / 7 % 10 / 8) + (n / 7 % 100 / 98),
        systems[1 + n % ${SYSTEMS}], 1 + n % 4,
        case when live then state else 'closed' end, case when live and state = 'waiting' then 'data' end, 'web',
        '匯出清冊後姓名變成問號', '王小明', case when not live then '請改用 ODS 匯出。' end,
        case when not live then '一線' end, case when not live then 'operation' end,
        case when not live then 'solved' end, case when live and n % 40 = 1 then 'bounced-twice' end
      from dated, lists`.execute(trx)
  await sql`insert into case_systems select id, lead_system_id from cases`.execute(trx)
  await sql`
    insert into hand_overs (id, case_id, from_id, to_id, to_queue_id, note, offered_at, due_at)
    select gen_random_uuid(), id, owner_id, case when status <> 'escalated' then (${[...owners]}::uuid[])[1] end,
      case when status = 'escalated' then 2 end, '請接手', opened_at, opened_at
    from cases where closed_at is null and (status = 'escalated' or (status = 'assigned' and number_seq % 100 = 1))`.execute(
    trx,
  )
}
