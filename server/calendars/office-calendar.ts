import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { GOVERNMENT_CALENDAR, OFFICE_HOURS } from './taiwan.ts'
import { type CalendarDay, type WorkCalendar, workCalendar } from './working-time.ts'

/** The office's calendar: the days kept in the database, or the one built in as long as there are none. */
export async function officeCalendar(db: Db): Promise<WorkCalendar> {
  const days: CalendarDay[] = await db
    .selectFrom('calendarDays')
    .select([sql<string>`to_char(day, 'YYYY-MM-DD')`.as('day'), 'kind', 'name'])
    .execute()
  return workCalendar(OFFICE_HOURS, days.length > 0 ? days : GOVERNMENT_CALENDAR)
}
