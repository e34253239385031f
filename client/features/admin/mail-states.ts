import type { OutgoingMail } from '../../../server/api.ts'

/** What can become of a mail, in the order of the filter. */
export const MAIL_STATES = [
  'queued',
  'sent',
  'failed',
  'bounced',
] as const satisfies readonly OutgoingMail['state'][]
