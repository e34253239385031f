import { Type } from 'typebox'
import { eventOf } from '../platform/events/event.ts'
import { IdOf, Nullable } from '../platform/values.ts'

const MailId = IdOf('received-mail')

/** The bytes of a mail are safe with us; emitted with its row. */
export const mailStored = eventOf('mail.stored', Type.Object({ mailId: MailId }))

/** A mail has become a case or part of one, or waits in quarantine, or was refused. */
export const mailDecided = eventOf(
  'mail.decided',
  Type.Object({ mailId: MailId, outcome: Type.String(), caseId: Nullable(IdOf('case')) }),
)
