import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GOVERNMENT_CALENDAR, OFFICE_HOURS } from '../../../server/calendars/taiwan.ts'
import {
  addWorkingMinutes,
  isOpen,
  nextOpening,
  workCalendar,
  workingMinutesBetween,
} from '../../../server/calendars/working-time.ts'

const taiwan = workCalendar(OFFICE_HOURS, GOVERNMENT_CALENDAR)
const at = (local: string) => new Date(`${local}+08:00`)
const DAY = 540

test.each([
  ['2026-11-20T08:29:59', false],
  ['2026-11-20T08:30:00', true],
  ['2026-11-20T17:29:59', true],
  ['2026-11-20T17:30:00', false],
  ['2026-11-21T10:00:00', false],
  ['2026-12-25T10:00:00', false],
  ['2026-10-26T10:00:00', false],
])('at %s the centre is open: %s', (moment, open) => {
  expect(isOpen(taiwan, at(moment))).toBe(open)
})

test.each([
  ['within the day', '2026-11-20T09:00', 60, '2026-11-20T10:00'],
  ['until closing time, not the next morning', '2026-11-20T08:30', DAY, '2026-11-20T17:30'],
  ['over a weekend', '2026-11-20T17:00', 60, '2026-11-23T09:00'],
  ['asked at night', '2026-11-18T23:00', 30, '2026-11-19T09:00'],
  ['over the Lunar New Year', '2026-02-13T17:00', 60, '2026-02-23T09:00'],
  ['nothing, at night', '2026-11-21T03:00', 0, '2026-11-21T03:00'],
  ['over the turn of the year', '2026-12-31T17:00', 60, '2027-01-04T09:00'],
])('due times: %s', (_what, from, minutes, due) => {
  expect(addWorkingMinutes(taiwan, at(from), minutes)).toEqual(at(due))
})

test('a make-up working day is open although it is a Saturday', () => {
  const calendar = workCalendar(OFFICE_HOURS, [{ day: '2026-11-21', kind: 'make-up', name: '補班日' }])
  expect(isOpen(calendar, at('2026-11-21T10:00'))).toBe(true)
  expect(addWorkingMinutes(calendar, at('2026-11-20T17:00'), 60)).toEqual(at('2026-11-21T09:00'))
})

test('a lunch break does not count', () => {
  const open = [
    { fromMinute: 510, toMinute: 720 },
    { fromMinute: 780, toMinute: 1050 },
  ]
  const calendar = workCalendar({ ...OFFICE_HOURS, open }, [])
  expect(workingMinutesBetween(calendar, at('2026-11-20T11:30'), at('2026-11-20T13:30'))).toBe(60)
  expect(nextOpening(calendar, at('2026-11-20T12:10'))).toEqual(at('2026-11-20T13:00'))
})

test('in the year 115 government offices are closed on 120 days, as was announced', () => {
  const days = Array.from({ length: 365 }, (_, n) => new Date(+at('2026-01-01T10:00') + n * 86_400_000))
  expect(days.filter((day) => !isOpen(taiwan, day))).toHaveLength(120)
})

test('every holiday of the list falls on a weekday and is listed once', () => {
  const weekdays = GOVERNMENT_CALENDAR.map(({ day }) => new Date(`${day}T00:00:00Z`).getUTCDay())
  expect(weekdays.every((weekday) => OFFICE_HOURS.weekdays.includes(weekday))).toBe(true)
  expect(new Set(GOVERNMENT_CALENDAR.map(({ day }) => day)).size).toBe(GOVERNMENT_CALENDAR.length)
})

test('a calendar that never opens is refused, not waited for', () => {
  const never = workCalendar({ ...OFFICE_HOURS, weekdays: [] }, [])
  expect(() => addWorkingMinutes(never, at('2026-11-20T10:00'), 1)).toThrow(RangeError)
  expect(() => nextOpening(never, at('2026-11-20T10:00'))).toThrow(RangeError)
  expect(() => addWorkingMinutes(taiwan, at('2026-11-20T10:00'), -1)).toThrow(RangeError)
})

describe('whatever the moment', () => {
  const moment = fc.date({ min: at('2026-01-01T00:00'), max: at('2027-12-31T00:00'), noInvalidDate: true })
  const minutes = fc.integer({ min: 0, max: 60 * DAY })

  test('the time added is the time measured, and no earlier moment would do', () => {
    fc.assert(
      fc.property(moment, minutes, (from, added) => {
        const due = addWorkingMinutes(taiwan, from, added)
        expect(workingMinutesBetween(taiwan, from, due)).toBe(added)
        if (added > 0) expect(workingMinutesBetween(taiwan, from, new Date(+due - 1))).toBeLessThan(added)
      }),
    )
  })

  test('adding in two steps is adding once', () => {
    fc.assert(
      fc.property(moment, minutes, minutes, (from, a, b) => {
        const twice = addWorkingMinutes(taiwan, addWorkingMinutes(taiwan, from, a), b)
        expect(twice).toEqual(addWorkingMinutes(taiwan, from, a + b))
      }),
    )
  })

  test('working time adds up, and reads the same backwards', () => {
    fc.assert(
      fc.property(moment, moment, moment, (a, b, c) => {
        const whole = workingMinutesBetween(taiwan, a, c)
        expect(workingMinutesBetween(taiwan, a, b) + workingMinutesBetween(taiwan, b, c)).toBeCloseTo(
          whole,
          6,
        )
        expect(workingMinutesBetween(taiwan, c, a)).toBeCloseTo(-whole, 6)
      }),
    )
  })

  test('the next opening is open, and nothing is worked until then', () => {
    fc.assert(
      fc.property(moment, (from) => {
        const opening = nextOpening(taiwan, from)
        expect(isOpen(taiwan, opening)).toBe(true)
        expect(workingMinutesBetween(taiwan, from, opening)).toBeCloseTo(0, 9)
      }),
    )
  })
})
