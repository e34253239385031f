import { describe, expect, test } from 'vitest'
import {
  abandonRate,
  abandonRateToSteer,
  added,
  ahtMs,
  asaMs,
  figuresOf,
  type LevelRule,
  NOTHING,
  occupancy,
  offeredOf,
  serviceLevel,
  USUAL_LEVEL,
} from '../../server/calls/board/figures.ts'
import { formulaOf } from '../../server/calls/board/level-rule.ts'

const percent = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 10)
const rule = (abandons: LevelRule['abandons'], served: LevelRule['served'] = 'none'): LevelRule => ({
  abandons,
  served,
  flowOuts: false,
})

describe('the service level', () => {
  /** 1000 answered, 860 of them in 20 s; 60 gave up, 20 of them in 20 s, 10 within 5 s. */
  const counts = {
    ...NOTHING,
    answered: 1000,
    answeredInTime: 860,
    abandoned: 60,
    abandonedInTime: 20,
    shortAbandoned: 10,
  }

  test.for([
    ['1: who gave up in time counts as served', rule('all', 'in-time'), 83.0],
    ['2: who gave up is ignored', rule('none'), 86.0],
    ['3: who gave up counts against it', rule('all'), 81.1],
    ['4: only who gave up late counts against it', rule('late'), 82.7],
    ['5: who gave up at once counts as served', rule('all', 'short'), 82.1],
    ['ours: who gave up at once does not count', USUAL_LEVEL, 81.9],
  ] as const)('by variant %s', ([, level, expected]) => {
    expect(percent(serviceLevel(counts, level))).toBe(expected)
  })

  test('counts those who left for somewhere else only where it is set so', () => {
    const some = { ...counts, flowedOut: 50 }
    expect(serviceLevel(some)).toBe(serviceLevel(counts))
    expect(serviceLevel(some, { ...USUAL_LEVEL, flowOuts: true })).toBeCloseTo(860 / 1100)
  })

  test('is not flattered as the exchange’s own queue flatters it: 100, 100 and 50 after three calls', () => {
    const steps = [
      { answered: 1, answeredInTime: 1 },
      { abandoned: 1, abandonedInTime: 1, shortAbandoned: 1 },
      { abandoned: 1 },
    ]
    const after = steps.map((_, n) => added(steps.slice(0, n + 1)))
    const by = (level: LevelRule) => after.map((sums) => percent(serviceLevel(sums, level)))
    expect(by(rule('none'))).toEqual([100, 100, 100])
    expect(by(rule('all', 'in-time'))).toEqual([100, 100, 66.7])
    expect(by(USUAL_LEVEL)).toEqual([100, 100, 50])
  })

  test('says how it is reckoned, in the words of whoever reads it', () => {
    expect(formulaOf(USUAL_LEVEL, 'zh-TW')).toBe(
      '服務水準＝（目標秒數內接起）÷（接起＋放棄－短暫放棄）；沒有來電時不計。',
    )
    expect(formulaOf({ ...rule('all', 'in-time'), flowOuts: true }, 'en')).toBe(
      'Service level = (answered in time + abandoned in time) / (answered + abandoned + flowed out); without calls there is no figure.',
    )
  })
})

test('everybody who came to wait is answered, gave up, left, was lost or waits: offered is their sum', () => {
  const sums = added([{ answered: 1000, abandoned: 60, flowedOut: 25, lost: 2 }, { waiting: 13 }])
  expect(offeredOf(sums)).toBe(1100)
})

test('the abandon rate is shown of all calls, and to steer by without those who gave up at once', () => {
  const counts = { abandoned: 60, shortAbandoned: 10, offered: 1060 }
  expect(percent(abandonRate(counts))).toBe(5.7)
  expect(percent(abandonRateToSteer(counts))).toBe(4.8)
})

test('the speed of answer is of answered calls alone', () => {
  expect(asaMs({ answeredWaitMs: 4 * 12_000 + 30_000, answered: 5 })).toBe(15_600)
})

test('a handle time is talk, hold and wrap-up together, by talk that is wrapped up', () => {
  const talks = [
    { handled: 1, handleMs: 180_000 + 20_000 + 60_000 },
    { handled: 1, handleMs: 90_000 + 0 + 30_000 },
  ]
  expect(ahtMs(added(talks))).toBe(190_000)
})

test('occupancy is time with callers of the time there for them', () => {
  expect(percent(occupancy({ interactingMs: 5.1 * 3_600_000, onQueueMs: 6 * 3_600_000 }))).toBe(85)
})

test('without calls there is no figure, and never 100 %', () => {
  expect(figuresOf(NOTHING, USUAL_LEVEL)).toMatchObject({
    offered: 0,
    serviceLevel: null,
    abandonRate: null,
    abandonRateToSteer: null,
    answerRate: null,
    asaMs: null,
    ahtMs: null,
    longestWaitMs: null,
    occupancy: null,
  })
  const onlyShort = added([{ abandoned: 3, abandonedInTime: 3, shortAbandoned: 3 }])
  expect(figuresOf(onlyShort, USUAL_LEVEL)).toMatchObject({
    offered: 3,
    serviceLevel: null,
    abandonRate: 1,
    abandonRateToSteer: null,
  })
})

test('figures of two queues together are those of all their calls, the longest wait the longer one', () => {
  const one = { answered: 3, answeredInTime: 1, answeredWaitMs: 90_000, longestWaitMs: 60_000 }
  const other = { answered: 1, answeredInTime: 1, answeredWaitMs: 2000, longestWaitMs: 2000 }
  expect(figuresOf(added([one, other, { longestWaitMs: null }]), USUAL_LEVEL)).toMatchObject({
    answered: 4,
    serviceLevel: 0.5,
    asaMs: 23_000,
    longestWaitMs: 60_000,
  })
})
