import { expect, test } from 'vitest'
import { isolate } from '../../../search/isolate.ts'
import { EngineAway } from '../../../search/port.ts'

const numbers = Array.from({ length: 100 }, (_, i) => i)

/** An engine that refuses whatever comes with one of these. */
function engineRefusing(bad: readonly number[]) {
  const taken = new Set<number>()
  const refused: number[] = []
  return {
    taken,
    refused,
    async send(some: readonly number[]) {
      if (some.some((one) => bad.includes(one))) throw new Error('No.')
      for (const one of some) taken.add(one)
    },
    onRefused: (one: number, why: Error) => {
      expect(why.message).toBe('No.')
      refused.push(one)
    },
  }
}

test.each([[[]], [[0]], [[99]], [[3, 4, 50]], [numbers.slice(40)]])(
  'what is refused is told once each, and everything else is taken: %j',
  async (bad) => {
    const engine = engineRefusing(bad)
    await isolate(numbers, engine.send, engine.onRefused)
    expect(engine.refused.sort((a, b) => a - b)).toEqual(bad)
    expect([...engine.taken].sort((a, b) => a - b)).toEqual(numbers.filter((one) => !bad.includes(one)))
  },
)

test('an engine that refuses everything is away, and nobody is to blame', async () => {
  const engine = engineRefusing(numbers)
  await expect(isolate(numbers, engine.send, engine.onRefused)).rejects.toThrow(EngineAway)
  expect(engine.refused).toEqual([])
})

test('a few that are all refused are to blame', async () => {
  const engine = engineRefusing([1, 2])
  await isolate([1, 2], engine.send, engine.onRefused)
  expect(engine.refused).toEqual([1, 2])
})

test('an engine that goes away meanwhile is away', async () => {
  let n = 0
  const send = async () => {
    n += 1
    throw n > 2 ? new EngineAway('gone') : new Error('No.')
  }
  await expect(isolate(numbers, send, () => {})).rejects.toThrow('gone')
})
