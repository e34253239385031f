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

/**
 * A mail of ours came back: which one, where the report says so (its Message-ID with angle brackets), whom it did not
 * reach, the status of RFC 3463 (5.1.1, or empty), and what the other side said. Reports of delays are none of these.
 */
export const mailBounced = eventOf(
  'mail.bounced',
  Type.Object({
    messageId: Nullable(Type.String()),
    address: Type.String(),
    status: Type.String(),
    said: Type.String(),
  }),
)

/** Somebody has refused a mail in quarantine; its sender is to be told why. */
export const mailRefused = eventOf('mail.refused', Type.Object({ mailId: MailId, notice: Type.String() }))
