import { describe, expect, test } from 'vitest'
import {
  formatDate,
  formatDateTime,
  formatDateWithWeekday,
  formatLongDate,
  isoDate,
  parseDate,
  startOfDay,
} from '../../../client/platform/dates.ts'

const morning = new Date('2026-11-21T02:04:00Z')

test('a moment is shown in the year of the Republic and in Taipei time', () => {
  expect(formatDateTime(morning, 'zh-TW')).toBe('115.11.21 10:04')
  expect(formatDateWithWeekday(morning, 'zh-TW')).toBe('115.11.21（六）')
  expect(formatLongDate(morning)).toBe('民國115年11月21日')
})

test('an English page shows the Gregorian date', () => {
  expect(formatDateTime(morning, 'en')).toBe('2026-11-21 10:04')
  expect(formatDateWithWeekday(morning, 'en')).toBe('2026-11-21 (Sat)')
})

test('late evening in Universal Time is already tomorrow in Taipei', () => {
  const evening = new Date('2026-12-31T16:30:00Z')
  expect(formatDate(evening, 'zh-TW')).toBe('116.01.01')
  expect(isoDate(evening)).toBe('2027-01-01')
})

test('years before the Republic are counted backwards', () => {
  expect(formatDate(new Date('1905-06-01T04:00:00Z'), 'zh-TW')).toBe('前7.06.01')
})

test('a day begins at midnight in Taipei', () => {
  expect(startOfDay('2026-11-21').toISOString()).toBe('2026-11-20T16:00:00.000Z')
})

describe('a typed date', () => {
  test.each([
    '1151121',
    '115/11/21',
    '115.11.21',
    '115-11-21',
    '１１５．１１．２１',
    '民國115年11月21日',
    '2026-11-21',
    '2026/11/21',
    '20261121',
    ' 115 年 11 月 21 日 ',
  ])('%s is understood', (typed) => {
    expect(parseDate(typed)).toBe('2026-11-21')
  })

  test('a year of two digits is one of the Republic', () => {
    expect(parseDate('990101')).toBe('2010-01-01')
    expect(parseDate('99.1.1')).toBe('2010-01-01')
  })

  test.each(['1150229', '115/13/01', '115/00/10', '2026-02-30', '昨天', '', '11511', '115/11'])(
    '%s is no date',
    (typed) => {
      expect(parseDate(typed)).toBeUndefined()
    },
  )

  test('the leap day of a leap year is a date', () => {
    expect(parseDate('1130229')).toBe('2024-02-29')
  })
})
