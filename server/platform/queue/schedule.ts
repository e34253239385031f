import type { Deps } from '../deps.ts'
import type { Schedule } from './port.ts'

/** "Every so often, do that." One run at a time over all processes. */
export const every = (everyMs: number, name: string, run: (deps: Deps) => Promise<unknown>): Schedule => ({
  everyMs,
  job: { name, run },
})
