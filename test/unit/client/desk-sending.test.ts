import { describe, expect, test } from 'vitest'
import { secondsUntil } from '../../../client/features/cases/composer/Countdown.tsx'
import { faultOf, momentOf, parseTime } from '../../../client/features/cases/composer/schedule.ts'

describe('a time of day', () => {
  test.each([
    ['0830', '08:30'],
    ['8:30', '08:30'],
    ['１４：０５', '14:05'],
    ['8時30分', '08:30'],
    ['17', '17:00'],
    [' 23 : 59 ', '23:59'],
    ['0:00', '00:00'],
  ])('typed as “%s” is %s', (typed, time) => {
    expect(parseTime(typed)).toBe(time)
  })

  test.each(['', '2400', '8:60', '8點半', 'abc', '123456', '-1'])('is not “%s”', (typed) => {
    expect(parseTime(typed)).toBeUndefined()
  })

  test('is Taipei’s, wherever the computer is', () => {
    expect(momentOf('2026-11-23', '08:30')).toBe('2026-11-23T00:30:00.000Z')
  })

  test('has to come, and within the time that the server allows', () => {
    const limits = { now: Date.parse('2026-11-21T08:00:00Z'), latest: '2027-01-20T08:00:00.000Z' }
    expect(faultOf('2026-11-23T00:30:00.000Z', limits)).toBeUndefined()
    expect(faultOf('2026-11-21T08:00:00.000Z', limits)).toBe('past')
    expect(faultOf('2027-01-20T08:00:01.000Z', limits)).toBe('late')
  })
})

describe('the seconds left to take an answer back', () => {
  const at = '2026-11-21T08:00:10.000Z'
  const now = (seconds: number) => Date.parse('2026-11-21T08:00:00Z') + seconds * 1000

  test.each([
    [0, 10],
    [0.2, 10],
    [9.5, 1],
    [10, 0],
    [15, 0],
  ])('after %d s are %d', (seconds, left) => {
    expect(secondsUntil(at, now(seconds), 10)).toBe(left)
  })

  test('are never more than there can be, however wrong the clock of this computer', () => {
    expect(secondsUntil(at, now(-3600), 10)).toBe(10)
  })
})
