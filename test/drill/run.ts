import { answerOf } from '../support/asterisk/wait.ts'
import { hangUp, hears, rowOf, talk, until } from './acts.ts'
import type { ChaosGround } from './chaos-ground.ts'
import { type Facts, readFacts } from './facts.ts'
import { lostCallers, violations } from './invariants.ts'
import type { Part } from './parts.ts'
import type { Step } from './step.ts'

/** Lost calls are called back one after the other; a lease ends by itself within this. */
const SETTLED_MS = 120_000

export type Ran = {
  step: string
  part: string
  /** How many callers there were. */
  calls: number
  lost: string[]
  /** From when the part was taken away until the next caller talked with somebody. */
  switchMs: number
  /** From when it was there again until everything was as it should be; whoever was cut off has been called back. */
  wellMs: number
  /** Who took that one. */
  by: string
  /** How the call ended that was at this step. */
  outcome: string
  violations: string[]
}

/**
 * Brings a call to this step, takes the part away, has the next caller served, brings the part back, sees the call go on
 * to what it was for (or its caller called back, when its exchange died), and then holds everything against everything.
 * @throws Error when a call does not go on
 */
export async function runAt(ground: ChaosGround, step: Step, part: Part): Promise<Ran> {
  let isAway = false
  try {
    return await run(ground, step, {
      ...part,
      take(of) {
        isAway = true
        return part.take(of)
      },
      async bring(of) {
        isAway = false
        await part.bring(of)
      },
    })
  } catch (error) {
    // The next run begins with nothing, and with everything there.
    ground.phones.letRing(false)
    await Promise.all([hangUp(ground.dialled), ground.phones.hangUpAll()])
    if (isAway) await part.bring(ground).catch(() => {})
    throw error
  }
}

async function run(ground: ChaosGround, step: Step, part: Part): Promise<Ran> {
  const already = ground.dialled.length
  const { call, others = [], meanwhile, goesOn } = await step.reach(ground)
  const since = performance.now()
  await part.take(ground)
  await meanwhile?.(part)
  const next = await talk(ground)
  const switchMs = performance.now() - since
  await hears(next)
  await Promise.all([ground.phones.hangUpOn(next.from), hangUp([next])])
  for (const one of part.dead?.(ground) ?? []) await ground.phones.hangUpAt(one)
  await part.bring(ground)
  const again = performance.now()
  if (part.callsStay || step.isOver) await goesOn(part)
  else await isKnownAsCutOff(ground, call, step)
  await hangUp([call, ...others])
  await until(() => ground.phones.talking() === 0 || !part.callsStay, 'somebody of ours talks with nobody')
  const wrong = await settled(ground)
  const wellMs = performance.now() - again
  const facts = await factsOf(ground)
  return {
    step: step.name,
    part: part.name,
    calls: ground.dialled.length - already,
    lost: lostCallers(facts),
    switchMs,
    wellMs,
    by: next.by,
    outcome: (await rowOf(ground, call))?.outcome ?? 'unknown',
    violations: wrong,
  }
}

/** Whose talk was over is not called back; everybody else is, at once. */
const isKnownAsCutOff = (ground: ChaosGround, call: Parameters<typeof rowOf>[1], { isTalkOver }: Step) => {
  const outcome = isTalkOver ? 'answered' : 'lost'
  return until(
    async () => (await rowOf(ground, call))?.outcome === outcome,
    `the call of ${call.from}, cut off, is not told as ${outcome}`,
  )
}

const factsOf = async (ground: ChaosGround): Promise<Facts> =>
  readFacts({
    db: await ground.db(),
    telephony: ground.telephony,
    exchanges: [ground.a, ground.b],
    invites: ground.invites,
  })

/** @returns what is still not so when everything has had its time */
async function settled(ground: ChaosGround): Promise<string[]> {
  let wrong: string[] = []
  await answerOf(
    async () => {
      const facts = await factsOf(ground)
      wrong = [
        ...violations(facts),
        ...facts.snapshot.calls.map(({ from }) => `${from} is on the line still`),
      ]
      return wrong.length === 0 ? true : undefined
    },
    SETTLED_MS,
    'it never settles',
  ).catch(() => {})
  return wrong
}
