import type { TestExchange } from '../support/asterisk/exchange.ts'
import { answerOf } from '../support/asterisk/wait.ts'
import { liveCalls, outcomesOf } from './found.ts'
import type { DrillGround } from './ground.ts'
import type { Taken } from './outside.ts'

const PATIENCE_MS = 40_000

/** `from`: whose calls an exchange of ours took. Times begin when the part was taken away. */
export type Drilled = { from: string[]; foundMs: number | null; nextMs: number | null; notes: string }
type Drill = { name: string; run(ground: DrillGround): Promise<Drilled> }
type Called = Taken & { from: string }

export const drills: Drill[] = [
  {
    name: 'nothing',
    async run(ground) {
      const began = performance.now()
      const call = await talk(ground)
      const nextMs = performance.now() - began
      await allEnd(ground, [call])
      return { from: [call.from], foundMs: null, nextMs, notes: `taken by ${call.by}` }
    },
  },
  {
    name: 'exchange A, killed with two calls',
    async run(ground) {
      const before = [await talk(ground), await talk(ground)]
      const since = performance.now()
      await ground.a.kill()
      const [foundMs, next] = await Promise.all([isDown(ground, ground.a, since), talk(ground)])
      const nextMs = performance.now() - since
      const lost = await lostOnes(ground, before)
      await ground.phones.hangUpAll()
      await allEnd(ground, [next, ...before])
      await comeBack(ground, ground.a, () => ground.a.restart())
      return { from: fromOf([...before, next]), foundMs, nextMs, notes: `next by ${next.by}; ${lost}` }
    },
  },
  {
    name: 'exchange A, frozen with one call',
    async run(ground) {
      const before = await talk(ground)
      const since = performance.now()
      ground.a.freeze()
      const [foundMs, next] = await Promise.all([isDown(ground, ground.a, since), talk(ground)])
      const nextMs = performance.now() - since
      await comeBack(ground, ground.a, async () => ground.a.thaw())
      await allEnd(ground, [next, before])
      return { from: fromOf([before, next]), foundMs, nextMs, notes: `next by ${next.by}` }
    },
  },
  {
    name: 'the adapter, killed with one call',
    async run(ground) {
      const before = await talk(ground)
      const since = performance.now()
      await ground.adapter.kill()
      const next = await talk(ground)
      const nextMs = performance.now() - since
      const again = performance.now()
      await ground.adapter.start()
      await answerOf(
        async () => ((await callsAt(ground)) > 0 ? true : undefined),
        PATIENCE_MS,
        'the adapter started again and does not know the call',
      )
      const foundMs = performance.now() - again
      await allEnd(ground, [before, next])
      return {
        ...{ from: fromOf([before, next]), foundMs, nextMs },
        notes: `next by the queue of ${next.by}; found: after its start`,
      }
    },
  },
  {
    name: 'the server, killed with one call',
    async run(ground) {
      const before = await talk(ground)
      const since = performance.now()
      await ground.server.kill()
      await ground.forgetDatabase()
      const next = await talk(ground)
      const nextMs = performance.now() - since
      const again = performance.now()
      await ground.server.start()
      await answerOf(
        async () => ((await outcomesOf(ground, fromOf([next]))).length > 0 ? true : undefined),
        PATIENCE_MS,
        'the server started again and does not know the call',
      )
      const foundMs = performance.now() - again
      await allEnd(ground, [before, next])
      return {
        ...{ from: fromOf([before, next]), foundMs, nextMs },
        notes: 'next by the adapter itself; found: after its start',
      }
    },
  },
  {
    name: 'both exchanges, killed with one call',
    async run(ground) {
      const before = await talk(ground)
      const since = performance.now()
      await Promise.all([ground.a.kill(), ground.b.kill()])
      const next = await ground.dial()
      const nextMs = performance.now() - since
      const foundMs = await isDown(ground, ground.b, since)
      const lost = await lostOnes(ground, [before])
      await ground.phones.hangUpAll()
      await hangUp([before, next])
      await comeBack(ground, ground.a, () => ground.a.restart())
      await comeBack(ground, ground.b, () => ground.b.restart())
      await allEnd(ground, [])
      return { from: fromOf([before]), foundMs, nextMs, notes: `next by the ${next.by}; ${lost}` }
    },
  },
]

const fromOf = (calls: readonly Called[]) => calls.map(({ from }) => from)

/** A call that is being talked in. */
async function talk({ dial, phones }: DrillGround): Promise<Called> {
  const before = phones.talking()
  const call = await dial()
  await answerOf(
    () => (phones.talking() > before ? true : undefined),
    PATIENCE_MS,
    `nobody of ours answered the call of ${call.from}, taken by ${call.by}`,
  )
  return call
}

const stateOf = async ({ telephony }: DrillGround, { name }: TestExchange) =>
  (await telephony.snapshot()).exchanges.find(({ exchange }) => exchange === name)?.state

async function isDown(ground: DrillGround, exchange: TestExchange, since: number) {
  await answerOf(
    async () => ((await stateOf(ground, exchange)) === 'down' ? true : undefined),
    PATIENCE_MS,
    `${exchange.name} is not found to be down`,
  )
  return performance.now() - since
}

/** The exchange is there again, followed, and its phones have registered. */
async function comeBack(ground: DrillGround, exchange: TestExchange, bring: () => Promise<void>) {
  await bring()
  await answerOf(
    async () => ((await stateOf(ground, exchange)) === 'up' ? true : undefined),
    PATIENCE_MS,
    `${exchange.name} is not followed again`,
  )
  await ground.letRegister()
  await ground.phones.registerAgain(exchange)
}

const callsAt = async ({ telephony }: DrillGround) =>
  (await telephony.snapshot().catch(() => undefined))?.calls.length ?? 0

async function lostOnes(ground: DrillGround, before: readonly Called[]) {
  const rows = await answerOf(
    async () => {
      const found = await outcomesOf(ground, fromOf(before))
      return found.length > 0 && found.every(({ outcome }) => outcome !== null) ? found : undefined
    },
    PATIENCE_MS,
    'calls that were cut off are not told as ended',
  )
  const called = rows.filter(({ outcome, kind }) => outcome === 'lost' && kind === 'lost').length
  return `cut off: ${before.length}, to be called back: ${called}`
}

async function hangUp(calls: readonly Called[]) {
  for (const { call } of calls) {
    await Promise.race([call.hangUp(), new Promise((resolve) => setTimeout(resolve, 1000))])
    call.end()
  }
}

/** Everybody hangs up, and everybody knows it. */
async function allEnd(ground: DrillGround, calls: readonly Called[]) {
  await hangUp(calls)
  await answerOf(
    async () => ((await liveCalls(ground)) === 0 && ground.phones.talking() === 0 ? true : undefined),
    100_000,
    'calls go on that everybody has left',
  )
}
