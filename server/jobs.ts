import { expireCallOfferJob } from './calls/acd/ring-agent.ts'
import { endWrapUpJob } from './calls/acd/wrap-up.ts'
import { sendReplyJob } from './cases/pending/send-due.ts'
import type { Job } from './platform/queue/port.ts'
import { deskGoneJob } from './routing/desk-gone.ts'
import { expireOfferJob } from './routing/expire-offer.ts'

/** Work that is asked for by name and later, not by an event: delayed jobs. */
export const jobs: Job[] = [expireOfferJob, deskGoneJob, sendReplyJob, expireCallOfferJob, endWrapUpJob]
