import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChaosGround, openChaosGround } from '../drill/chaos-ground.ts'
import { runAt } from '../drill/run.ts'
import { sampleOf } from '../drill/table.ts'

/** Other steps each time; the same again with `DRILL_SEED`. All of them: `npm run drill`. */
const SEED = Number(process.env['DRILL_SEED'] || Date.now() % 1_000_000)
const [atAdapter, atServer, atExchange, beside] = sampleOf(SEED)

let ground: ChaosGround
beforeAll(async () => {
  console.info(`DRILL_SEED=${SEED}`)
  ground = await openChaosGround(() => {})
}, 180_000)
afterAll(() => ground?.close())

async function expectNobodyLost(one = atAdapter) {
  if (!one) throw new Error('the sample is too small')
  const { step, part } = one
  const what = `${step.name}, ${part().name}, DRILL_SEED=${SEED}`
  console.info(what)
  try {
    const { lost, violations } = await runAt(ground, step, part())
    expect({ what, lost, violations }).toEqual({ what, lost: [], violations: [] })
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

test(
  'With the adapter killed at some step of a call nobody is lost, the call goes on, and all books agree',
  () => expectNobodyLost(atAdapter),
  180_000,
)

test(
  'With the server killed at some step of a call nobody is lost, the call goes on, and all books agree',
  () => expectNobodyLost(atServer),
  180_000,
)

test(
  'With an exchange killed at some step of a call its callers are called back, and all books agree',
  () => expectNobodyLost(atExchange),
  180_000,
)

test(
  'With an exchange frozen, the link cut, or a second adapter, people talk on, and all books agree',
  () => expectNobodyLost(beside),
  180_000,
)
