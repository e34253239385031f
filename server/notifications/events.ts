import { Type } from 'typebox'
import { eventOf } from '../platform/events/event.ts'
import { IdOf, Nullable } from '../platform/values.ts'

/** A mail waits to be sent; emitted with its row. */
export const mailQueued = eventOf('mail.queued', Type.Object({ mailId: IdOf('mail') }))
export const mailFailed = eventOf(
  'mail.failed',
  Type.Object({ mailId: IdOf('mail'), caseId: Nullable(IdOf('case')) }),
)
