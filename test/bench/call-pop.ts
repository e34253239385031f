import { setTimeout as wait } from 'node:timers/promises'
import type { Socket } from 'socket.io-client'
import { dialling } from '../support/asterisk/sip-call.ts'
import type { Place } from '../support/asterisk/sip-line.ts'
import { answerOf } from '../support/asterisk/wait.ts'
import { type CallGround, openCallGround } from './call-ground.ts'
import { type Bench, percentile } from './figure.ts'

const TURNS = 100
const WARM_UP = 10
const MOST_TIMES_BARE = 3
const PATIENCE_MS = 10_000
/** No line of ours: such calls wait at once, without a greeting. */
const NUMBER = '0255509077'

/** From the INVITE of a caller to the screen pop at the agent's desk, against a program that only tells and answers. */
export const callPop: Bench = {
  name: 'call.pop',
  async measure(say) {
    const ground = await openCallGround(say)
    try {
      const times = { bare: [] as number[], ours: [] as number[] }
      for (let turn = -WARM_UP; turn < TURNS; turn++) {
        const bare = await oneCall(ground, ground.bare.sip, [ground.page], 'told')
        const ours = await oneCall(ground, ground.a.sip, ground.desks, 'call.ringing')
        if (turn < 0) continue
        times.bare.push(bare)
        times.ours.push(ours)
      }
      const [barely, popped] = [percentile(times.bare, 99), percentile(times.ours, 99)]
      return [
        {
          name: 'call.pop',
          value: popped / barely,
          unit: 'of bare',
          limit: MOST_TIMES_BARE,
          better: 'lower',
        },
        { name: 'call.pop.p99', value: popped, unit: 'ms' },
        { name: 'call.pop.p50', value: percentile(times.ours, 50), unit: 'ms' },
        { name: 'call.pop.bare.p99', value: barely, unit: 'ms' },
        { name: 'call.pop.bare.p50', value: percentile(times.bare, 50), unit: 'ms' },
      ]
    } finally {
      await ground.close()
    }
  },
}

let dialled = 0

/** @returns milliseconds from the INVITE until the first of these pages is told; the call is over then */
async function oneCall(
  { carrier, phones, db }: CallGround,
  exchange: Place,
  pages: readonly Socket[],
  event: string,
): Promise<number> {
  const told = new Promise<number>((resolve) => {
    for (const page of pages) page.once(event, () => resolve(performance.now()))
  })
  const from = `09${String(80_000_000 + ++dialled)}`
  const call = await dialling(carrier, exchange, NUMBER, { uri: `sip:${from}@${carrier.own}` })
  const began = performance.now()
  const late = wait(PATIENCE_MS).then(() => {
    throw new Error(`no page was told of the call of ${from}`)
  })
  const at = await Promise.race([told, late])
  for (const page of pages) page.off(event)
  await answerOf(async () => (call.state() === 'talking' ? true : undefined), PATIENCE_MS, 'nobody answered')
  await call.hangUp()
  call.end()
  await phones.hangUpAll()
  // The next call finds everybody as quiet as the program that only answers: nothing of this one is left to do.
  const isOver = async () => {
    const live = await (await db()).selectFrom('calls').select('id').where('endedAt', 'is', null).execute()
    const due = await (await db()).selectFrom('outbox').select('id').execute()
    return live.length + due.length === 0 ? true : undefined
  }
  await answerOf(isOver, PATIENCE_MS, 'the call does not end')
  return at - began
}
