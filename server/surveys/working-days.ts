import { sql } from 'kysely'
import { OFFICE_HOURS } from '../calendars/taiwan.ts'
import { addWorkingMinutes, workCalendar } from '../calendars/working-time.ts'
import type { Db } from '../platform/database/database.ts'

const MINUTES_A_DAY = OFFICE_HOURS.open.reduce(
  (sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute,
  0,
)

/** Reads the calendar. @returns when so many working days have passed since a moment */
export async function workingDays(db: Db): Promise<(from: Date, days: number) => Date> {
  const days = await db
    .selectFrom('calendarDays')
    .select([sql<string>`day::text`.as('day'), 'kind', 'name'])
    .execute()
  const calendar = workCalendar(OFFICE_HOURS, days)
  return (from, count) => addWorkingMinutes(calendar, from, count * MINUTES_A_DAY)
}
