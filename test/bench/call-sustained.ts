import { manyCallers } from '../support/asterisk/sipp.ts'
import { answerOf } from '../support/asterisk/wait.ts'
import { type CallGround, openCallGround } from './call-ground.ts'
import type { Bench, Figure } from './figure.ts'

const RATES = [20, 50]
const SECONDS = 10
const STAYS_MS = 2000
const PATIENCE_MS = 90_000
const NUMBER = '0255509077'

/**
 * Calls a second that become a case each, at 20 and 50 a second, against a program that only answers; and what a call
 * costs of the processor. Callers stay two seconds after they were answered; nobody talks to them.
 */
export const callSustained: Bench = {
  name: 'call.sustained',
  async measure(say) {
    const ground = await openCallGround(say)
    try {
      // Everybody waits: what is measured is how many callers can be taken in.
      await (await ground.db()).updateTable('agents').set({ presence: 'away' }).execute()
      const figures: Figure[] = []
      for (const perSecond of RATES) figures.push(...(await atRate(ground, perSecond, say)))
      return figures
    } finally {
      await ground.close()
    }
  },
}

async function atRate(ground: CallGround, perSecond: number, say: (line: string) => void): Promise<Figure[]> {
  const calls = perSecond * SECONDS
  const offered = { to: NUMBER, calls, perSecond, staysMs: STAYS_MS }
  const bare = await timed(() => manyCallers(ground.bare.sip, offered), ground.usedByBare)
  const before = await casesOf(ground)
  const ours = await timed(async () => {
    const done = await manyCallers(ground.a.sip, offered)
    await answerOf(
      async () => ((await casesOf(ground)) - before >= done.answered ? true : undefined),
      PATIENCE_MS,
      `of ${done.answered} calls not all are cases`,
    )
    return done
  }, ground.usedByOurs)
  const made = (await casesOf(ground)) - before
  say(
    `${perSecond}/s: bare ${JSON.stringify(bare.result)} in ${bare.seconds.toFixed(1)} s; ours ${JSON.stringify(ours.result)} in ${ours.seconds.toFixed(1)} s, ${made} cases`,
  )
  const rate = made / ours.seconds
  const name = `call.sustained.${perSecond}`
  return [
    {
      name,
      value: rate / (bare.result.answered / bare.seconds),
      unit: 'of bare',
      limit: 0.9,
      better: 'higher',
    },
    { name: `${name}.rate`, value: rate, unit: 'calls/s' },
    { name: `${name}.lost`, value: calls - made, unit: 'calls', limit: 1, better: 'lower' },
    { name: `${name}.cpu`, value: (ours.used / calls) * 1000, unit: 'ms a call' },
    { name: `${name}.bare.cpu`, value: (bare.used / calls) * 1000, unit: 'ms a call' },
  ]
}

async function timed<T>(run: () => Promise<T>, used: () => Promise<number>) {
  const [before, began] = [await used(), performance.now()]
  const result = await run()
  return { result, seconds: (performance.now() - began) / 1000, used: (await used()) - before }
}

const casesOf = async ({ db }: CallGround) =>
  Number(
    (
      await (
        await db()
      )
        .selectFrom('calls')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('caseId', 'is not', null)
        .executeTakeFirstOrThrow()
    ).count,
  )
