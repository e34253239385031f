import { type Static, Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { Instant, Nullable, SmallKey } from '../../platform/values.ts'

export type Mailbox = Static<typeof Mailbox>
/** A mailbox of ours. Its password is never told. */
export const Mailbox = Type.Object({
  id: SmallKey,
  address: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['mail', 'fax']),
  queueId: SmallKey,
  defaultSystemId: SmallKey,
  signature: Type.String(),
  source: Type.Enum(['imap', 'smtp', 'none']),
  imap: Nullable(
    Type.Object({
      host: Type.String(),
      port: Type.Integer(),
      security: Type.Enum(['tls', 'starttls', 'none']),
      user: Type.String(),
      folder: Type.String(),
    }),
  ),
  paused: Type.Boolean(),
  closedRule: Type.Enum(['reopen', 'new-case']),
  closedDays: Type.Integer(),
  subjectRule: Type.Enum(['follow-up', 'new-case']),
  acknowledges: Type.Boolean(),
  state: Type.Enum(['ok', 'failing', 'off']),
  stateSince: Instant,
  lastError: Nullable(Type.String()),
  lastReadAt: Nullable(Instant),
})

/** What an administrator says of a mailbox; a password not given stays as it was. */
const MailboxSettings = Type.Object({
  address: Type.String({ format: 'email', maxLength: 254 }),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  kind: Type.Enum(['mail', 'fax']),
  queueId: SmallKey,
  defaultSystemId: SmallKey,
  signature: Type.String({ maxLength: 2000 }),
  source: Type.Enum(['imap', 'smtp', 'none']),
  imap: Nullable(
    Type.Object({
      host: Type.String({ minLength: 1, maxLength: 253 }),
      port: Type.Integer({ minimum: 1, maximum: 65_535 }),
      security: Type.Enum(['tls', 'starttls', 'none']),
      user: Type.String({ minLength: 1, maxLength: 200 }),
      folder: Type.String({ minLength: 1, maxLength: 200 }),
    }),
  ),
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  paused: Type.Boolean(),
  closedRule: Type.Enum(['reopen', 'new-case']),
  closedDays: Type.Integer({ minimum: 0, maximum: 3650 }),
  subjectRule: Type.Enum(['follow-up', 'new-case']),
  acknowledges: Type.Boolean(),
})

/** One mailbox in one hour: on the server = stored = cases + follow-ups + quarantined + refused + waiting. */
const MailBook = Type.Object({
  mailboxId: SmallKey,
  hour: Instant,
  onServer: Nullable(Type.Integer()),
  stored: Type.Integer(),
  cases: Type.Integer(),
  followUps: Type.Integer(),
  quarantined: Type.Integer(),
  refused: Type.Integer(),
  waiting: Type.Integer(),
  balanced: Type.Boolean(),
  checkedAt: Instant,
})

/** Our mailboxes and their books. */
export const mailboxesApi = {
  'GET /mailboxes': { may: 'case:work', reply: Type.Array(Mailbox) },
  'POST /mailboxes': { may: 'mail:manage', body: MailboxSettings, reply: Mailbox, status: 201 },
  'PUT /mailboxes/:mailboxId': {
    may: 'mail:manage',
    params: Type.Object({ mailboxId: SmallKey }),
    body: MailboxSettings,
    reply: Mailbox,
  },
  'POST /mailboxes/:mailboxId/check': {
    may: 'mail:manage',
    summary: 'Tries to reach the mailbox now, with the settings that are saved',
    params: Type.Object({ mailboxId: SmallKey }),
    reply: Type.Object({ ok: Type.Boolean(), said: Nullable(Type.String()) }),
  },
  'GET /mail-books': {
    may: 'case:work',
    summary: 'The books of received mail by mailbox and hour, newest first; a difference is an alarm',
    query: Type.Object({ from: Type.Optional(Instant), to: Type.Optional(Instant) }),
    reply: Type.Object({
      balanced: Type.Boolean(),
      quarantined: Type.Integer(),
      held: Type.Integer(),
      hours: Type.Array(MailBook),
    }),
  },
} satisfies Contract
