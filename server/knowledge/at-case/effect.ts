import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { workedMinutes } from './handling.ts'

const MONTHS = 12
const MOST_YEARS = 5
const DAY_MS = 86_400_000
/** Cases that are closed in a period were begun before it; what is older than this counts from here on. */
const LOOKED_BACK_MS = 400 * DAY_MS

type Period = { from: Date; until: Date }
type Place = { month: string; systemId: number | null }
type Handled = Place & {
  withEntry: number
  withEntryMinutes: number | null
  without: number
  withoutMinutes: number | null
}

/**
 * Whether entries make handling quicker (J20, K32): cases closed with and without one, by the month of closing and by
 * system, and (`systemId` null) of all systems together; and how many times somebody found in an entry what they were
 * about to ask, by its systems.
 *
 * Handling time is working time (office hours) from when somebody first had the case until its formal answer, less what
 * it stood waiting for its requester or lay with a vendor: neither the queue before nor those two are quicker for an
 * entry. Of cases closed without a formal answer nothing can be said, and they are left out. A case is one "with" when
 * an entry was put into a reply before or with the formal answer. Medians, since a few cases take months.
 *
 * @param asked days of Taipei, both included; the last twelve months by default
 * @throws Refusal 'invalid' `input-invalid`: until before from, or more than five years
 */
export async function knowledgeEffect(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  asked: { from?: string | undefined; until?: string | undefined },
) {
  const period = periodOf(asked, now())
  const handled = await handledIn(db, period)
  const deflected = await deflectedIn(db, period)
  const keyOf = ({ month, systemId }: Place) => `${month} ${systemId}`
  const rows = new Map(handled.map((row) => [keyOf(row), { ...row, deflected: 0 }]))
  for (const { month, systemId, deflected: times } of deflected) {
    const key = keyOf({ month, systemId })
    const none = { month, systemId, withEntry: 0, withEntryMinutes: null, without: 0, withoutMinutes: null }
    rows.set(key, { ...(rows.get(key) ?? none), deflected: times })
  }
  return [...rows.values()].sort(
    (one, other) => one.month.localeCompare(other.month) || (one.systemId ?? 0) - (other.systemId ?? 0),
  )
}

function periodOf(asked: { from?: string | undefined; until?: string | undefined }, now: Date): Period {
  const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`)
  const today = dayInTaipei(now)
  const until = new Date(midnight(asked.until ?? today).getTime() + DAY_MS)
  const first = new Date(`${today.slice(0, 7)}-01T00:00:00Z`)
  first.setUTCMonth(first.getUTCMonth() - MONTHS + 1)
  const from = midnight(asked.from ?? first.toISOString().slice(0, 10))
  const days = (until.getTime() - from.getTime()) / DAY_MS
  if (!(days > 0 && days <= MOST_YEARS * 366))
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/from', rule: 'period' }] })
  return { from, until }
}

async function handledIn(db: Db, { from, until }: Period): Promise<Handled[]> {
  const worked = await workedMinutes(db, { from: new Date(from.getTime() - LOOKED_BACK_MS), until })
  const { rows } = await sql<Handled>`
    with closed as materialized (
      select c.id, c.lead_system_id as system_id, c.answered_at,
        to_char(c.closed_at at time zone 'Asia/Taipei', 'YYYY-MM') as month,
        exists (select from knowledge_uses u
          where u.case_id = c.id and u.way <> 'deflected' and u.at <= c.answered_at) as has_entry
      from cases c
      where c.status = 'closed' and c.answered_at is not null and c.closed_at >= ${from} and c.closed_at < ${until}
    ), stood as (
      select t.case_id, t.at, t.body ->> 'to' as status, coalesce(q.tier, 1) as tier,
        least(lead(t.at) over (partition by t.case_id order by t.seq), closed.answered_at) as until
      from timeline t
      join closed on closed.id = t.case_id
      left join queues q on q.id = (t.body ->> 'queueId')::smallint
      where t.kind = 'state'
    ), spent as (
      select s.case_id, sum(${worked(sql`s.until`)} - ${worked(sql`s.at`)}) as minutes from stood s
      where s.at < s.until and s.tier <> 4 and s.status in ('assigned', 'in-progress', 'escalated', 'reopened')
      group by s.case_id
    ), handled as (
      select closed.month, closed.system_id, closed.has_entry, coalesce(spent.minutes, 0) as minutes
      from closed left join spent on spent.case_id = closed.id
    )
    select month, system_id,
      count(*) filter (where has_entry)::int as with_entry,
      percentile_cont(0.5) within group (order by minutes) filter (where has_entry) as with_entry_minutes,
      count(*) filter (where not has_entry)::int as without,
      percentile_cont(0.5) within group (order by minutes) filter (where not has_entry) as without_minutes
    from handled
    group by grouping sets ((month, system_id), (month))`.execute(db)
  return rows
}

async function deflectedIn(db: Db, { from, until }: Period): Promise<(Place & { deflected: number })[]> {
  const { rows } = await sql<Place & { deflected: number }>`
    with deflected as materialized (
      select u.id, u.version_id, to_char(u.at at time zone 'Asia/Taipei', 'YYYY-MM') as month
      from knowledge_uses u where u.way = 'deflected' and u.at >= ${from} and u.at < ${until}
    )
    select month, s.system_id, count(*)::int as deflected
    from deflected d join knowledge_version_systems s on s.version_id = d.version_id group by 1, 2
    union all
    select month, null, count(*)::int from deflected group by 1`.execute(db)
  return rows
}
