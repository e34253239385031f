import type { Static, TSchema } from 'typebox'
import type { Deps } from '../deps.ts'
import { parserOf } from '../values.ts'

/** Work to be done later, by any process. `event` is the id of the event it reacts to, when it is a reaction. */
export type Job = { name: string; run: (deps: Deps, data: unknown, event?: string) => Promise<unknown> }

export const jobOf = <Data extends TSchema>(
  name: string,
  data: Data,
  run: (deps: Deps, data: Static<Data>, event?: string) => Promise<unknown>,
): Job => {
  const parse = parserOf(data)
  return { name, run: async (deps, raw, event) => run(deps, parse(raw), event) }
}

type AddOptions = { id?: string; delayMs?: number }

/** A job that repeats by itself; one of each name over all processes. */
export type Schedule = { job: Job; everyMs: number }

export type Queue = {
  /** Adds work. A second `add` with the same id, while the first waits or runs, does nothing. */
  add(job: Pick<Job, 'name'>, data: unknown, options?: AddOptions): Promise<void>
  /** Starts working. A job that throws is tried again up to ATTEMPTS times, waiting longer each time. */
  work(jobs: readonly Job[], schedules: readonly Schedule[], deps: Deps): Promise<void>
  /** Resolves when work can be added now; for readiness. */
  check(): Promise<void>
  /** Stops taking jobs and waits for those running, a while. Twice is once. */
  close(): Promise<void>
}

export const ATTEMPTS = 3
export const FIRST_RETRY_MS = 500
