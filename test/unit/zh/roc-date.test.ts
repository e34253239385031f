import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatRocDate,
  formatRocDateLong,
  formatRocMoment,
  parseRocDate,
  rocYear,
} from '../../../server/platform/zh/roc-date.ts'

test.each([
  '1151121',
  '115/11/21',
  '115.11.21',
  '115-11-21',
  '民國115年11月21日',
  '中華民國 115 年 11 月 21 日',
  '2026-11-21',
  '2026/11/21',
  '20261121',
  '１１５．１１．２１',
  '１１５１１２１',
])('%s is the 21st of November 2026', (typed) => {
  expect(parseRocDate(typed)).toBe('2026-11-21')
})

test.each([
  ['民國99年1月5日', '2010-01-05'],
  ['990105', '2010-01-05'],
  ['民國元年1月1日', '1912-01-01'],
  ['民國前7年2月3日', '1905-02-03'],
  ['1130229', '2024-02-29'],
])('%s is %s', (typed, day) => {
  expect(parseRocDate(typed)).toBe(day)
})

test.each([
  '',
  '1150229',
  '115.13.01',
  '115.00.10',
  '明天',
  '11511',
  '115.11',
  '民國2026年1月1日',
  '115.11.21x',
  '前7年1月1日',
  '民國前0年1月1日x',
])('%j is no date', (typed) => {
  expect(parseRocDate(typed)).toBeUndefined()
})

test('the year turns at midnight in Taipei', () => {
  expect(rocYear(new Date('2026-12-31T15:59:59Z'))).toBe(115)
  expect(rocYear(new Date('2026-12-31T16:00:00Z'))).toBe(116)
})

test('dates are written the way government does', () => {
  expect(formatRocDate(new Date('2026-11-20T16:00:00Z'))).toBe('115.11.21')
  expect(formatRocDate('2010-01-05')).toBe('99.01.05')
  expect(formatRocDate('1905-02-03')).toBe('民國前7.02.03')
  expect(formatRocMoment(new Date('2026-11-21T02:04:00Z'))).toBe('115.11.21 10:04')
  expect(formatRocDateLong('2026-11-21')).toBe('民國115年11月21日')
})

test('what is written can be read back, on every day', () => {
  const day = fc.date({ min: new Date('1912-01-01'), max: new Date('2200-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10)
      expect(parseRocDate(formatRocDateLong(iso))).toBe(iso)
      expect(parseRocDate(formatRocDate(iso))).toBe(iso)
    }),
  )
})
