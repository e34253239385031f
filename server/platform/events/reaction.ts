import type { Deps } from '../deps.ts'
import type { Job } from '../queue/port.ts'
import { jobOf } from '../queue/port.ts'
import type { Event, PayloadOf } from './event.ts'

/** "When this happened, do that." Runs at least once; must be harmless the second time. */
export type Reaction = { event: Event; job: Job }

export const when = <E extends Event>(
  event: E,
  name: string,
  run: (deps: Deps, payload: PayloadOf<E>, event?: string) => Promise<unknown>,
): Reaction => ({ event, job: jobOf(name, event.payload, run as never) })
