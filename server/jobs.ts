import type { Job } from './platform/queue/port.ts'

/** Work that is asked for by name and later, not by an event: delayed jobs. */
export const jobs: Job[] = []
