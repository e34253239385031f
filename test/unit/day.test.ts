import { expect, test } from 'vitest'
import { dayInTaipei } from '../../server/platform/zh/day.ts'

test.each([
  ['2026-11-21T15:59:59.999Z', '2026-11-21'],
  ['2026-11-21T16:00:00.000Z', '2026-11-22'],
  ['2026-12-31T16:00:00.000Z', '2027-01-01'],
  ['2028-02-28T16:00:00.000Z', '2028-02-29'],
])('at %s it is %s in Taipei, whatever time the machine keeps', (at, day) => {
  expect(dayInTaipei(new Date(at))).toBe(day)
})
