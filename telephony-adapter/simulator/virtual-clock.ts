import type { Clock } from '../clock.ts'

type VirtualClock = Clock & {
  /**
   * Lets these milliseconds pass: what is due runs in order, each at its own time, and promises settle in between.
   * Callers at the same time take turns.
   */
  pass(ms: number): Promise<void>
  /** Lets what is due now run, and promises settle. */
  settle(): Promise<void>
}

/** A clock that stands still until it is told to go on. `start`: milliseconds since 1970. */
export function virtualClock(start = Date.UTC(2026, 10, 23, 1)): VirtualClock {
  let now = start
  let last = 0
  const due = new Map<number, { at: number; run: () => void }>()
  let turn: Promise<void> = Promise.resolve()

  const next = (until: number) => {
    let first: { id: number; at: number } | undefined
    for (const [id, { at }] of due) {
      if (at <= until && (!first || at < first.at)) first = { id, at }
    }
    return first
  }
  const passUntil = async (until: number) => {
    await promisesSettled()
    for (let first = next(until); first; first = next(until)) {
      const { run } = due.get(first.id)!
      due.delete(first.id)
      now = Math.max(now, first.at)
      run()
      await promisesSettled()
    }
    now = Math.max(now, until)
  }
  const pass = (ms: number) => {
    turn = turn.then(() => passUntil(now + ms))
    return turn
  }
  return {
    now: () => now,
    after(ms, run) {
      const id = ++last
      due.set(id, { at: now + Math.max(0, ms), run })
      return () => void due.delete(id)
    },
    pass,
    settle: () => pass(0),
  }
}

/** Promises that wait for nothing outside this process are through after a turn or two of the event loop. */
async function promisesSettled() {
  for (let n = 0; n < 2; n++) await new Promise((resolve) => setImmediate(resolve))
}
