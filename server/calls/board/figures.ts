import type { CallFigures } from './api.ts'

/**
 * What was counted, over any set of calls: sums of two sets are the sums of both together. A wait belongs to where it
 * ended, a talk to where its wrap-up ended; the time callers spend in the menu is in none.
 */
export type Sums = {
  answered: number
  /** Of those, within the service level's time (T). */
  answeredInTime: number
  abandoned: number
  /** Of those, within T. */
  abandonedInTime: number
  /** Of those, sooner than what counts as an attempt to speak with somebody (S). */
  shortAbandoned: number
  /** Left the queue for somewhere else: overflow, office exchange, a call back asked for. */
  flowedOut: number
  /** The exchange died under them. */
  lost: number
  /** Have not left the queue yet. */
  waiting: number
  /** Together, of those answered; milliseconds, the ringing at the agent included. */
  answeredWaitMs: number
  longestWaitMs: number | null
  /** Talks of one agent with one caller that are wrapped up, and how long they took: talk, hold and wrap-up. */
  handled: number
  handleMs: number
  /** Of agents' time: at talks, hold and wrap-up; and all the time that they were there for calls. */
  interactingMs: number
  onQueueMs: number
  transferred: number
  notResponding: number
}

export const NOTHING: Readonly<Sums> = {
  answered: 0,
  answeredInTime: 0,
  abandoned: 0,
  abandonedInTime: 0,
  shortAbandoned: 0,
  flowedOut: 0,
  lost: 0,
  waiting: 0,
  answeredWaitMs: 0,
  longestWaitMs: null,
  handled: 0,
  handleMs: 0,
  interactingMs: 0,
  onQueueMs: 0,
  transferred: 0,
  notResponding: 0,
}

const longer = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.max(a, b))

export function added(sums: Iterable<Partial<Sums>>): Sums {
  const total = { ...NOTHING }
  for (const { longestWaitMs = null, ...counts } of sums) {
    total.longestWaitMs = longer(total.longestWaitMs, longestWaitMs)
    for (const [name, n] of Object.entries(counts)) total[name as keyof typeof counts] += n
  }
  return total
}

/** No calls are no data, never a full or an empty share. */
const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)
const mean = (total: number, n: number) => (n > 0 ? Math.round(total / n) : null)

/** How the service level is reckoned. Setting `calls.service-level`; the switches are those of Genesys Cloud and of the
 * five formulas that call centres use (callcentrehelper.com/service-level-threshold-calculations-206890.htm). */
export type LevelRule = {
  /** Which of those who gave up count against it: all, all but the short ones, those after T, none. */
  abandons: 'all' | 'not-short' | 'late' | 'none'
  /** Which of those who gave up count as served: none, the short ones, those within T. */
  served: 'none' | 'short' | 'in-time'
  /** Whether those who left for somewhere else count against it. */
  flowOuts: boolean
}

/** answered within T / (answered + abandoned − short ones): neither flatters nor blames for wrong numbers. */
export const USUAL_LEVEL: LevelRule = { abandons: 'not-short', served: 'none', flowOuts: false }

type LevelCounts = Pick<
  Sums,
  'answered' | 'answeredInTime' | 'abandoned' | 'abandonedInTime' | 'shortAbandoned' | 'flowedOut'
>

/**
 * Service level, 0 to 1, by the rule. ICMI's and callcentrehelper.com's five variants are
 * (1) `{ all, in-time }`, (2) `{ none, none }`, (3) `{ all, none }`, (4) `{ late, none }`, (5) `{ all, short }`.
 */
export function serviceLevel(counts: LevelCounts, rule: LevelRule = USUAL_LEVEL): number | null {
  const { answered, answeredInTime, abandoned, abandonedInTime, shortAbandoned, flowedOut } = counts
  const against = {
    all: abandoned,
    'not-short': abandoned - shortAbandoned,
    late: abandoned - abandonedInTime,
    none: 0,
  }[rule.abandons]
  const served = { none: 0, short: shortAbandoned, 'in-time': abandonedInTime }[rule.served]
  return share(answeredInTime + served, answered + against + (rule.flowOuts ? flowedOut : 0))
}

/** Everybody who came to wait: answered, gave up, left for somewhere else, lost, or waiting still. */
export const offeredOf = (sums: Pick<Sums, 'answered' | 'abandoned' | 'flowedOut' | 'lost' | 'waiting'>) =>
  sums.answered + sums.abandoned + sums.flowedOut + sums.lost + sums.waiting

/** (a) abandoned / offered, as Genesys and Amazon Connect: a call back asked for is no abandon. */
export const abandonRate = ({ abandoned, offered }: { abandoned: number; offered: number }) =>
  share(abandoned, offered)

/** (c) (abandoned − short) / (offered − short): the one to steer by. */
export const abandonRateToSteer = (counts: { abandoned: number; shortAbandoned: number; offered: number }) =>
  share(counts.abandoned - counts.shortAbandoned, counts.offered - counts.shortAbandoned)

/** Average speed of answer: the waits of those answered / answered. Who gave up is not in it (Genesys, ASA). */
export const asaMs = ({ answeredWaitMs, answered }: Pick<Sums, 'answeredWaitMs' | 'answered'>) =>
  mean(answeredWaitMs, answered)

/** Average handle time: (talk + hold + wrap-up) / handled (Genesys, AHT), of calls that came in. */
export const ahtMs = ({ handleMs, handled }: Pick<Sums, 'handleMs' | 'handled'>) => mean(handleMs, handled)

/** Interacting (talk + hold + wrap-up) / time there for calls; breaks and being away are in neither (Genesys). */
export const occupancy = ({ interactingMs, onQueueMs }: Pick<Sums, 'interactingMs' | 'onQueueMs'>) =>
  share(interactingMs, onQueueMs)

/** Every figure that is shown of a set of calls. */
export function figuresOf(sums: Sums, rule: LevelRule): CallFigures {
  const offered = offeredOf(sums)
  return {
    offered,
    answered: sums.answered,
    answeredInTime: sums.answeredInTime,
    abandoned: sums.abandoned,
    shortAbandoned: sums.shortAbandoned,
    flowedOut: sums.flowedOut,
    lost: sums.lost,
    serviceLevel: serviceLevel(sums, rule),
    abandonRate: abandonRate({ ...sums, offered }),
    abandonRateToSteer: abandonRateToSteer({ ...sums, offered }),
    answerRate: share(sums.answered, offered),
    asaMs: asaMs(sums),
    ahtMs: ahtMs(sums),
    longestWaitMs: sums.longestWaitMs,
    occupancy: occupancy(sums),
    transferred: sums.transferred,
    notResponding: sums.notResponding,
  }
}
