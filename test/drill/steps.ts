import type { Step } from './step.ts'
import { afterTheTalk } from './steps-after.ts'
import { beforeTheTalk } from './steps-before.ts'
import { inTheTalk } from './steps-talk.ts'

/** The steps of a call, in their order. */
export const steps: Step[] = [...beforeTheTalk, ...inTheTalk, ...afterTheTalk]
