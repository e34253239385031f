import { type Static, Type } from 'typebox'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Nullable } from '../platform/values.ts'

/** Sent: the next mail server has taken it. Bounced: and it came back. */
const MailState = Type.Enum(['queued', 'sent', 'failed', 'bounced'])

export type OutgoingMail = Static<typeof OutgoingMail>
export const OutgoingMail = Type.Object({
  id: IdOf('mail'),
  kind: Type.Enum(['acknowledgement', 'answer', 'survey', 'reminder', 'notice']),
  caseId: Nullable(IdOf('case')),
  caseNumber: Nullable(Type.String()),
  toAddress: Type.String(),
  subject: Type.String(),
  body: Type.String(),
  state: MailState,
  tries: Type.Integer(),
  lastError: Nullable(Type.String()),
  createdAt: Instant,
  sentAt: Nullable(Instant),
})

export const notificationsApi = {
  'GET /outgoing-mails': {
    may: 'mail:manage',
    query: Type.Object({
      state: Type.Optional(MailState),
      caseId: Type.Optional(IdOf('case')),
      after: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    reply: Type.Object({ mails: Type.Array(OutgoingMail), next: Nullable(Type.String()) }),
  },
  'POST /outgoing-mails/:mailId/retry': {
    may: 'signed-in',
    summary:
      'Sends a mail again that failed or came back: for mail:manage, and for case:handle where the case is theirs to see',
    params: Type.Object({ mailId: IdOf('mail') }),
    reply: OutgoingMail,
  },
} satisfies Contract

export type MailHints = {
  'mail.sent': { mailId: string; caseId: string | null }
  'mail.failed': { mailId: string; caseId: string | null }
}
