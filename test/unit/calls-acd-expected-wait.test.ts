import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectedWait } from '../../server/calls/acd/expected-wait.ts'

const FIVE_MINUTES = [300_000, 300_000, 300_000, 300_000, 300_000]
const asked = { position: 3, ready: 0, staffed: 5, handled: FIVE_MINUTES, told: null }

test('three before whom nobody is free, five who work, five minutes a call: three minutes', () => {
  expect(expectedWait(asked)).toBe(180)
})

test('what is told is rounded up to half a minute', () => {
  expect(expectedWait({ ...asked, position: 1, staffed: 7 })).toBe(60)
})

test('whoever has a free agent for each caller before them waits for nobody', () => {
  expect(expectedWait({ ...asked, position: 2, ready: 2, handled: [] })).toBe(0)
})

test('fewer than five calls say nothing: the wait is not known', () => {
  expect(expectedWait({ ...asked, handled: FIVE_MINUTES.slice(1) })).toBeNull()
})

test('only the last fifty calls count', () => {
  const handled = [...Array<number>(50).fill(60_000), ...Array<number>(50).fill(3_600_000)]
  expect(expectedWait({ ...asked, position: 5, handled })).toBe(60)
})

test('a caller who was told five minutes is not told less than four a minute later', () => {
  expect(expectedWait({ ...asked, position: 1, told: { seconds: 300, ago: 60 } })).toBe(240)
})

test('nobody is ever told a negative time, a fraction of half a minute, or less than what is left of before', () => {
  fc.assert(
    fc.property(
      fc.record({
        position: fc.integer({ min: 1, max: 200 }),
        ready: fc.integer({ min: 0, max: 50 }),
        staffed: fc.integer({ min: 0, max: 50 }),
        handled: fc.array(fc.integer({ min: 0, max: 7_200_000 }), { maxLength: 60 }),
        told: fc.option(
          fc.record({ seconds: fc.integer({ min: 0, max: 7200 }), ago: fc.integer({ min: 0, max: 7200 }) }),
        ),
      }),
      (outlook) => {
        const seconds = expectedWait(outlook)
        if (seconds === null) return
        expect(seconds % 30).toBe(0)
        expect(seconds).toBeGreaterThanOrEqual(0)
        if (outlook.told) expect(seconds).toBeGreaterThanOrEqual(outlook.told.seconds - outlook.told.ago)
      },
    ),
  )
})
