import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'

const USUAL_DAYS = 14
const DAY_MS = 86_400_000
/** Differences and events set aside this recently have to be looked at. */
const ALARM_MS = 2 * DAY_MS

type Book = {
  exchange: string
  day: string
  records: number
  calls: number
  cases: number
  difference: number
  missing: { callRef: string; why: string }[]
  checkedAt: Date
}

/** The books of calls, the latest day first. `difference`: what the exchange has and we have not, as calls or cases. */
export const readCallBooks = (db: Db, days = USUAL_DAYS): Promise<Book[]> =>
  sql<Book>`
    select exchange, to_char(day, 'YYYY-MM-DD') as day, records, calls, cases,
      greatest(records - calls, records - cases) as difference, missing, checked_at
    from call_books where day in (select distinct day from call_books order by day desc limit ${days})
    order by day desc, exchange`
    .execute(db)
    .then(({ rows }) => rows)

/**
 * For readiness: resolves while every call that the exchanges know is a call and a case here.
 * @throws Error when the books of the last days differ, or what was told could not be applied
 */
export async function checkCallBooks({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const since = new Date(now().getTime() - ALARM_MS)
  const { rows } = await sql<{ differing: number; setAside: number }>`
    select
      (select count(*)::int from call_books
        where checked_at > ${since} and greatest(records - calls, records - cases) <> 0) as differing,
      (select count(*)::int from telephony_log where failed is not null and occurred_at > ${since}) as set_aside`.execute(
    db,
  )
  const { differing = 0, setAside = 0 } = rows[0] ?? {}
  if (differing > 0) throw new Error(`the books of calls differ in ${differing} lines`)
  if (setAside > 0) throw new Error(`${setAside} events of the telephone could not be applied`)
}
