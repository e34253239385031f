import { Type } from 'typebox'
import { eventOf } from '../platform/events/event.ts'
import { IdOf, Nullable } from '../platform/values.ts'

const MailOfCase = Type.Object({ mailId: IdOf('mail'), caseId: Nullable(IdOf('case')) })

/** A mail waits to be sent; emitted with its row. */
export const mailQueued = eventOf('mail.queued', Type.Object({ mailId: IdOf('mail') }))
export const mailSent = eventOf('mail.sent', MailOfCase)
/** Given up, refused for good, or come back: somebody has to look. */
export const mailFailed = eventOf('mail.failed', MailOfCase)
