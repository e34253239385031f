import { type RawBuilder, sql } from 'kysely'
import { officeCalendar } from '../../calendars/office-calendar.ts'
import { openingsIn } from '../../calendars/working-time.ts'
import type { Db } from '../../platform/database/database.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/**
 * The office's openings as SQL that reckons working time: `worked(t)` is how many working minutes have passed since the
 * first opening, so that the difference of two is the working time between them. Found by halving, not by walking:
 * a year of cases is reckoned in one statement.
 *
 * @param from the earliest moment that is asked about; before it no time passes
 */
export async function workedMinutes(
  db: Db,
  { from, until }: { from: Date; until: Date },
): Promise<(at: RawBuilder<unknown>) => RawBuilder<number>> {
  const days = Math.ceil((until.getTime() - from.getTime()) / DAY_MS) + 2
  const openings = openingsIn(await officeCalendar(db), from, days)
  let passed = 0
  const before = openings.map((opening) => {
    const minutes = passed
    passed += (opening.to.getTime() - opening.from.getTime()) / MINUTE_MS
    return minutes
  })
  const starts = sql`${openings.map((opening) => opening.from.toISOString())}::timestamptz[]`
  const ends = sql`${openings.map((opening) => opening.to.toISOString())}::timestamptz[]`
  const minutes = sql`${before}::float8[]`
  return (at) => sql<number>`(select case when i = 0 then 0 else (${minutes})[i]
    + extract(epoch from least(t, (${ends})[i]) - (${starts})[i]) / 60 end
    from (select t, width_bucket(t, ${starts}) as i from (select ${at} as t) as asked) as placed)::float8`
}
