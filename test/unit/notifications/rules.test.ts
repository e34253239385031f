import { describe, expect, test } from 'vitest'
import { GOVERNMENT_CALENDAR, OFFICE_HOURS } from '../../../server/calendars/taiwan.ts'
import { officeHoursText } from '../../../server/notifications/letters/office-hours.ts'
import { MOST_TRIES, nextTry, saidBy } from '../../../server/notifications/rules.ts'

const START = new Date('2026-11-20T06:00:00Z')

describe('a mail that cannot leave for now', () => {
  test('is tried again after 1, 5, 15 and 60 minutes, and ten times over about a day', () => {
    const waits: number[] = []
    for (let tries = 1, at = START; ; tries++) {
      const next = nextTry(tries, at)
      if (!next) break
      waits.push((+next - +at) / 60_000)
      at = next
    }
    expect(waits.slice(0, 4)).toEqual([1, 5, 15, 60])
    expect(waits.length + 1).toBe(MOST_TRIES)
    expect(MOST_TRIES).toBe(10)
    const hours = waits.reduce((sum, minutes) => sum + minutes, 0) / 60
    expect(hours).toBeGreaterThan(20)
    expect(hours).toBeLessThan(28)
  })

  test('shows what the server said, without the address that it repeats', () => {
    const error = new Error('550 5.1.1 <wang@agency.example>:\r\n no such user wang@agency.example here')
    expect(saidBy(error)).toBe('550 5.1.1 <…>: no such user … here')
    expect(saidBy(new Error('x'.repeat(10_000))).length).toBe(500)
  })
})

describe('office hours in a letter', () => {
  test('read as people say them', () => {
    expect(officeHoursText('zh-TW', OFFICE_HOURS)).toBe('週一至週五 08:30–17:30，國定假日除外')
    expect(officeHoursText('en', OFFICE_HOURS)).toBe('Monday to Friday, 08:30–17:30, except public holidays')
    expect(GOVERNMENT_CALENDAR.length).toBeGreaterThan(0)
  })

  test('name days apart and a lunch break', () => {
    const hours = {
      weekdays: [6, 1, 2, 4],
      open: [
        { fromMinute: 540, toMinute: 720 },
        { fromMinute: 780, toMinute: 1020 },
      ],
      utcOffsetMinutes: 480,
    }
    expect(officeHoursText('zh-TW', hours)).toBe(
      '週一至週二、週四、週六 09:00–12:00、13:00–17:00，國定假日除外',
    )
  })
})
