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

/** What somebody who writes has to know of the letter before it is sent. */
export type LetterPlan = Static<typeof LetterPlan>
const LetterPlan = Type.Object({
  /** The mailbox of ours that it leaves from; null: the installation's own sender. */
  from: Nullable(Type.Object({ address: Type.String(), name: Type.String(), isRead: Type.Boolean() })),
  /** Nobody can be written to by mail where there is none. */
  to: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  /** Mail to the requester came back lately. */
  bounced: Nullable(
    Type.Object({ at: Instant, status: Type.String(), said: Type.String(), times: Type.Integer() }),
  ),
  /** Until when links of a letter sent now open. */
  linkUntil: Instant,
  files: Type.Array(
    Type.Object({
      fileId: IdOf('file'),
      way: Type.Enum(['mail', 'link', 'portal']),
      why: Nullable(Type.Enum(['size', 'personal-data', 'held'])),
      found: Type.Array(Type.Enum(['national-id', 'personnel-number', 'birth-date', 'salary', 'file-name'])),
    }),
  ),
})

export const notificationsApi = {
  'GET /cases/:caseId/letter': {
    may: 'case:handle',
    summary: 'How a reply with these uploads (ids with commas between) would go to the requester',
    params: Type.Object({ caseId: IdOf('case') }),
    query: Type.Object({ files: Type.Optional(Type.String({ maxLength: 400 })) }),
    reply: LetterPlan,
  },
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
