import { setTimeout as wait } from 'node:timers/promises'
import { EngineAway } from '../../../search/port.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Source } from '../source.ts'
import { minding } from './mind.ts'
import type { Between } from './rebuild.ts'
import { sendChanges } from './send.ts'

/** What nobody said of is found out so often. */
const POLL_MS = 1000
const LONGEST_REST_MS = 30_000
/** Trouble that is nobody's being away takes somebody to mend. */
const LONGEST_REST_IN_TROUBLE_MS = 300_000
/** So long what is under way may take to end when it is told to. */
const PATIENCE_MS = 3000

type Given = Pick<Deps, 'db' | 'log' | 'searchIndex'>

/**
 * Keeps the engine true for as long as this process is the one that does: tells it what changes, in order, and does
 * beside what takes long. While the engine is away what changes waits, and it is tried again after a growing while.
 */
export function beginTenure(deps: Given, sources: readonly Source[]) {
  const ending = new AbortController()
  const { signal } = ending
  const turns = inTurns()
  const mind = minding({ ...deps, sources, signal, between: turns.between })
  const alarm = alarmClock(signal)

  const sending = repeatedly(
    async () => {
      while (!signal.aborted && (await turns.next(() => sendChanges(deps))) > 0);
      await alarm.ringsWithin(POLL_MS)
    },
    async (error) => mind.noteAway(error),
    { log: deps.log, what: 'search: changes are not sent; they wait', signal },
  )
  const minds = repeatedly(
    async () => {
      await mind.step()
      await wait(POLL_MS, undefined, { signal }).catch(() => {})
    },
    mind.failed,
    { log: deps.log, what: 'search: the index is not rebuilt or compared; it is tried again', signal },
  )

  return {
    /** Something may have changed. */
    hurry: alarm.ring,
    async stop() {
      ending.abort()
      await Promise.race([Promise.all([sending, minds]), wait(PATIENCE_MS, undefined, { ref: false })])
    },
  }
}

type Telling = { log: Deps['log']; what: string; signal: AbortSignal }

async function repeatedly(
  work: () => Promise<void>,
  failed: (error: unknown) => Promise<void>,
  { log, what, signal }: Telling,
) {
  let restMs = POLL_MS
  let said: string | undefined
  while (!signal.aborted) {
    try {
      await work()
      restMs = POLL_MS
      said = undefined
    } catch (error) {
      if (signal.aborted) return
      // Of an engine that is away once is enough; until something else is the trouble.
      const { message: why } = error as Error
      if (why !== said) log[error instanceof EngineAway ? 'warn' : 'error']({ err: error }, what)
      said = why
      await failed(error).catch(() => {})
      await wait(restMs, undefined, { signal }).catch(() => {})
      restMs = Math.min(
        2 * restMs,
        error instanceof EngineAway ? LONGEST_REST_MS : LONGEST_REST_IN_TROUBLE_MS,
      )
    }
  }
}

/** Work one after the other; `between` comes between two. */
function inTurns() {
  let last: Promise<unknown> = Promise.resolve()
  const next = <T>(work: () => T | Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine.catch(() => {})
    return mine
  }
  const between: Between = (work) => next(work)
  return { next, between }
}

/** Wakes who waits, or who waits next. */
function alarmClock(signal: AbortSignal) {
  let wake = Promise.withResolvers<void>()
  return {
    ring: () => wake.resolve(),
    async ringsWithin(ms: number) {
      const waited = new AbortController()
      const either = AbortSignal.any([signal, waited.signal])
      await Promise.race([wake.promise, wait(ms, undefined, { signal: either }).catch(() => {})])
      waited.abort()
      wake = Promise.withResolvers<void>()
    },
  }
}
