import { chance } from '../../telephony-adapter/simulator/chance.ts'
import {
  adapter,
  bothExchanges,
  exchange,
  frozenExchange,
  link,
  nothing,
  type Part,
  secondAdapter,
  server,
} from './parts.ts'
import type { Step } from './step.ts'
import { steps } from './steps.ts'

type Case = { step: Step; part: () => Part }

const stepCalled = (name: string): Step => {
  const step = steps.find((one) => one.name === name)
  if (!step) throw new Error(`no such step: ${name}`)
  return step
}

/** Each part is killed at each step of a call; what does not depend on the step is tried where the most is at stake. */
export const everyCase: Case[] = [
  { step: stepCalled('talking'), part: () => nothing },
  ...[adapter, server, exchange].flatMap((part) => steps.map((step) => ({ step, part: () => part }))),
  ...['talking', 'on hold'].map((name) => ({ step: stepCalled(name), part: () => frozenExchange })),
  ...['talking', 'waiting'].flatMap((name) =>
    [() => link, secondAdapter].map((part) => ({ step: stepCalled(name), part })),
  ),
  { step: stepCalled('talking'), part: () => bothExchanges },
]

/**
 * A few of them, for every day: each part is killed at one step; and while somebody talks the exchange is frozen, the
 * link cut, or a second adapter begins. Which, the seed says; not the one that waits until every agent is free again.
 */
export function sampleOf(seed: number): Case[] {
  const { pick } = chance(seed)
  const quick = steps.filter(({ name }) => name !== 'waiting')
  return [
    ...[adapter, server].map((part) => ({ step: pick(steps), part: () => part })),
    { step: pick(quick), part: () => exchange },
    { step: stepCalled('talking'), part: pick([() => frozenExchange, () => link, secondAdapter]) },
  ]
}
