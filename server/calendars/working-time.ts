const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** A calendar without an open day in so long is a mistake, not a calendar. */
const LONGEST_CLOSURE_DAYS = 366

/** When the office is open on an ordinary working day. Minutes count from local midnight. */
export type OfficeHours = {
  /** 0 is Sunday. */
  readonly weekdays: readonly number[]
  readonly open: readonly { readonly fromMinute: number; readonly toMinute: number }[]
  /** Of the office's clock, all year round: Taiwan has known no summer time since 1980. */
  readonly utcOffsetMinutes: number
}

/** A day on which the week's rule does not hold: closed on a weekday, or open on a weekend (補班日). */
export type CalendarDay = {
  /** `2026-11-21` */
  readonly day: string
  readonly kind: 'holiday' | 'make-up'
  readonly name: string
}

export type WorkCalendar = {
  readonly hours: OfficeHours
  readonly exceptions: ReadonlyMap<number, CalendarDay['kind']>
}

export const workCalendar = (hours: OfficeHours, days: readonly CalendarDay[]): WorkCalendar => ({
  hours,
  exceptions: new Map(days.map(({ day, kind }) => [Date.parse(`${day}T00:00:00Z`) / DAY, kind])),
})

/** Whether the office is open at that moment; at the minute of closing it no longer is. */
export const isOpen = (calendar: WorkCalendar, at: Date): boolean =>
  openings(calendar, dayOf(calendar, at)).some(({ from, to }) => from <= +at && +at < to)

/** The first moment from then on at which the office is open. @throws RangeError when it never is */
export function nextOpening(calendar: WorkCalendar, at: Date): Date {
  for (const { from, to } of openingsFrom(calendar, at)) if (to > +at) return new Date(Math.max(from, +at))
  throw new RangeError('the calendar has no open day')
}

/**
 * The earliest moment by which so many minutes of working time have passed. Work that fills a day ends at
 * closing time, not at the next opening; 0 minutes end at once, also at night.
 *
 * @param minutes of working time, 0 or more, fractions allowed
 * @throws RangeError for negative minutes, or when the calendar has no open day
 */
export function addWorkingMinutes(calendar: WorkCalendar, from: Date, minutes: number): Date {
  if (!(minutes >= 0)) throw new RangeError('minutes must be 0 or more')
  let left = Math.round(minutes * MINUTE)
  if (left === 0) return from
  for (const opening of openingsFrom(calendar, from)) {
    const start = Math.max(opening.from, +from)
    const usable = Math.max(0, opening.to - start)
    if (left <= usable) return new Date(start + left)
    left -= usable
  }
  throw new RangeError('the calendar has no open day')
}

/** Working time between two moments in minutes, with fractions; negative when `to` comes first. */
export function workingMinutesBetween(calendar: WorkCalendar, from: Date, to: Date): number {
  if (+to < +from) return -workingMinutesBetween(calendar, to, from)
  let worked = 0
  for (let day = dayOf(calendar, from); day <= dayOf(calendar, to); day++) {
    for (const opening of openings(calendar, day)) {
      worked += Math.max(0, Math.min(opening.to, +to) - Math.max(opening.from, +from))
    }
  }
  return worked / MINUTE
}

/** When the office is open on that day and those after it, so many days together. */
export const openingsIn = (calendar: WorkCalendar, from: Date, days: number): { from: Date; to: Date }[] =>
  Array.from({ length: days }, (_, n) => openings(calendar, dayOf(calendar, from) + n))
    .flat()
    .map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }))

/** Whether the office stays closed that day although its weekday is a working one. */
export const isHoliday = (calendar: WorkCalendar, at: Date): boolean =>
  calendar.exceptions.get(dayOf(calendar, at)) === 'holiday'

/** Days since 1970-01-01 on the office's wall calendar. */
const dayOf = ({ hours }: WorkCalendar, at: Date): number =>
  Math.floor((+at + hours.utcOffsetMinutes * MINUTE) / DAY)

/** When the office opens and closes on that day, in milliseconds UTC; nothing when it stays closed. */
function openings({ hours, exceptions }: WorkCalendar, day: number): { from: number; to: number }[] {
  const weekday = (((day + 4) % 7) + 7) % 7
  const kind = exceptions.get(day) ?? (hours.weekdays.includes(weekday) ? 'make-up' : 'holiday')
  if (kind === 'holiday') return []
  const midnight = day * DAY - hours.utcOffsetMinutes * MINUTE
  return hours.open.map(({ fromMinute, toMinute }) => ({
    from: midnight + fromMinute * MINUTE,
    to: midnight + toMinute * MINUTE,
  }))
}

/** All openings from the day of `at` on, in order; ends after too long a closure. */
function* openingsFrom(calendar: WorkCalendar, at: Date): Generator<{ from: number; to: number }> {
  let closed = 0
  for (let day = dayOf(calendar, at); closed <= LONGEST_CLOSURE_DAYS; day++) {
    const found = openings(calendar, day)
    closed = found.length > 0 ? 0 : closed + 1
    yield* found
  }
}
