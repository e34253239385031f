import { officeCalendar } from '../calendars/office-calendar.ts'
import { OFFICE_HOURS } from '../calendars/taiwan.ts'
import { addWorkingMinutes } from '../calendars/working-time.ts'
import type { Db } from '../platform/database/database.ts'

const MINUTES_A_DAY = OFFICE_HOURS.open.reduce(
  (sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute,
  0,
)

/** Reads the calendar. @returns when so many working days have passed since a moment */
export async function workingDays(db: Db): Promise<(from: Date, days: number) => Date> {
  const calendar = await officeCalendar(db)
  return (from, days) => addWorkingMinutes(calendar, from, days * MINUTES_A_DAY)
}
