import { sql } from 'kysely'
import type { Db } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'

/**
 * Writes many cases at once, as a year of work leaves them: `live` of them open, spread evenly over `owners`
 * (every second one waits in the queue when `waiting`), the others closed. Needs the demonstration's directory.
 * @returns the ids of the live ones, in the order of their owners
 */
export async function insertCases(
  db: Db,
  {
    count,
    live = count,
    owners,
    waiting = false,
  }: { count: number; live?: number; owners: readonly Id<'person'>[]; waiting?: boolean },
): Promise<Id<'case'>[]> {
  const { rows } = await sql<{ id: Id<'case'> }>`
    with numbers as (
      select n, n <= ${live} as live, ${[...owners]}::uuid[] as owners from generate_series(1, ${count}::int) n
    )
    insert into cases (id, opened_at, response_due_at, due_at, updated_at, status_since, answered_at, closed_at,
        requester_id, owner_id, agency_id, number_year, number_seq, queue_id, lead_system_id, priority, status, channel,
        title, requester_name, answer, responsible_unit, root_cause, disposition, last_seq)
      select gen_random_uuid(), at, at + interval '1 hour', at + interval '2 days', at, at,
        case when not live then at + interval '1 day' end, case when not live then at + interval '2 days' end,
        p.id, case when live and ${waiting} and n % 2 = 0 then null else owners[1 + (n - 1) % cardinality(owners)] end,
        1 + n % 300, 115, (select coalesce(max(number_seq), 0) from cases) + n, 1, 1 + n % 45, 1 + n % 4,
        case when not live then 'closed' when ${waiting} and n % 2 = 0 then 'received' else 'in-progress' end,
        'web', '匯出清冊後姓名變成問號 ' || n, '王小明',
        case when not live then '請改用 ODS 匯出。' end, case when not live then '一線客服' end,
        case when not live then 'operation' end, case when not live then 'solved' end, 0
      from numbers
        cross join lateral (select now() - interval '300 days' * (n::float8 / ${count}) as at) t
        join lateral (select id from people order by id offset n % 50 limit 1) p on true
    returning id, closed_at is null as live, number_seq`.execute(db)
  return rows.filter((row) => (row as { live?: boolean }).live).map((row) => row.id)
}
