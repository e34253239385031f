import { type Static, Type } from 'typebox'
import { CaseStatus, FileRef } from '../cases/shapes.ts'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Nullable, SmallKey } from '../platform/values.ts'

const Outcome = Type.Enum(['case', 'follow-up', 'quarantined', 'refused'])
const MailParam = Type.Object({ mailId: IdOf('received-mail') })
const After = Type.Optional(Type.String({ maxLength: 200 }))

export type ReceivedMail = Static<typeof ReceivedMail>
/** One line of the list of received mail. */
export const ReceivedMail = Type.Object({
  id: IdOf('received-mail'),
  mailboxId: SmallKey,
  mailboxName: Type.String(),
  source: Type.Enum(['imap', 'smtp', 'pulled-in']),
  arrivedAt: Instant,
  fromAddress: Nullable(Type.String()),
  fromName: Type.String(),
  subject: Type.String(),
  size: Type.Integer(),
  outcome: Nullable(Outcome),
  /** Why it is in quarantine or was refused: unreadable, no-sender, loop, too-many, automatic, bounce, … */
  reason: Nullable(Type.String()),
  marks: Type.Array(Type.String()),
  held: Type.Integer(),
  caseId: Nullable(IdOf('case')),
  caseNumber: Nullable(Type.String()),
  tries: Type.Integer(),
  lastError: Nullable(Type.String()),
})

export type MailContent = Static<typeof MailContent>
const Address = Type.Object({ address: Type.String(), name: Type.String() })
/** A mail's words, in full. `html` is safe and loads nothing from outside; its images are named `cid:…`. */
export const MailContent = Type.Object({
  from: Nullable(Address),
  to: Type.Array(Address),
  cc: Type.Array(Address),
  date: Nullable(Instant),
  subject: Type.String(),
  text: Type.String(),
  quoted: Type.String(),
  html: Nullable(Type.String()),
  repairs: Type.Array(Type.String()),
  parts: Type.Array(
    Type.Object({
      ...FileRef.properties,
      contentId: Nullable(Type.String()),
      inline: Type.Boolean(),
      held: Nullable(Type.String()),
      /** Where to fetch it; null while it is held back. */
      href: Nullable(Type.String()),
    }),
  ),
})

/** What came to them. */
export const receivedMailsApi = {
  'GET /received-mails': {
    may: 'case:handle',
    query: Type.Object({
      outcome: Type.Optional(Outcome),
      mailboxId: Type.Optional(SmallKey),
      after: After,
    }),
    reply: Type.Object({ mails: Type.Array(ReceivedMail), next: Nullable(Type.String()) }),
  },
  'GET /received-mails/:mailId': {
    may: 'case:work',
    summary:
      'A received mail with its trace: for those who may see its case, or handle cases where it has none',
    params: MailParam,
    reply: Type.Object({
      ...ReceivedMail.properties,
      trace: Type.Array(
        Type.Object({
          at: Instant,
          step: Type.String(),
          detail: Type.Record(Type.String(), Type.Unknown()),
        }),
      ),
    }),
  },
  'GET /received-mails/:mailId/content': {
    may: 'case:work',
    summary: 'The words of a mail; of one that could not be read, as much as can be shown',
    params: MailParam,
    reply: MailContent,
  },
  'POST /received-mails/:mailId/retry': { may: 'case:handle', params: MailParam, reply: ReceivedMail },
  'POST /received-mails/:mailId/case': {
    may: 'case:handle',
    summary: 'Makes a case of a mail in quarantine, or adds it to the case whose number is given',
    params: MailParam,
    body: Type.Object({
      systemId: Type.Optional(SmallKey),
      title: Type.Optional(Type.String({ maxLength: 120 })),
      caseNumber: Type.Optional(Type.String({ minLength: 3, maxLength: 20 })),
    }),
    reply: ReceivedMail,
    status: 201,
  },
  'POST /received-mails/:mailId/refusal': {
    may: 'case:handle',
    summary: 'Refuses a mail in quarantine; its sender is told why, unless a machine sent it',
    params: MailParam,
    body: Type.Object({ notice: Type.String({ minLength: 1, maxLength: 2000 }) }),
    reply: ReceivedMail,
    status: 201,
  },
  'POST /received-mails': {
    may: 'case:handle',
    summary: 'Pulls in a mail that was sent to a colleague (.eml), as if it had come to the mailbox',
    body: Type.Object({ mailboxId: SmallKey, fileId: IdOf('file') }),
    reply: ReceivedMail,
    status: 201,
  },
  'POST /cases/:caseId/splits': {
    may: 'case:handle',
    summary: 'Makes a case of its own of a message that came to another',
    params: Type.Object({ caseId: IdOf('case') }),
    body: Type.Object({
      version: Type.Integer(),
      entryId: IdOf('entry'),
      title: Type.Optional(Type.String({ maxLength: 120 })),
    }),
    reply: Type.Object({ caseId: IdOf('case'), number: Type.String() }),
    status: 201,
  },
} satisfies Contract

/** How cases that came by mail belong together. A mail as it came is saved from /api/received-mails/:mailId/original. */
export const caseLinksApi = {
  'GET /cases/:caseId/links': {
    may: 'case:work',
    summary: 'The cases that a case is linked with, as far as one may see them, the latest link first',
    params: Type.Object({ caseId: IdOf('case') }),
    reply: Type.Array(
      Type.Object({
        kind: Type.Enum(['mentions', 'same-mail', 'split-from', 'continues']),
        /** True: this case mentions, continues or was split from the other; false: the other way round. */
        forth: Type.Boolean(),
        at: Instant,
        case: Type.Object({
          id: IdOf('case'),
          number: Type.String(),
          title: Type.String(),
          status: CaseStatus,
        }),
      }),
    ),
  },
} satisfies Contract

export type MailInHints = {
  'received-mail.decided': { mailId: string; outcome: string; caseId: string | null }
}
