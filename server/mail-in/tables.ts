import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Id } from '../platform/values.ts'

/** How to reach a mailbox that is fetched. */
export type ImapPlace = {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string
  folder: string
}

/** What became of a received mail; null while it waits to be dealt with. */
export type Outcome = 'case' | 'follow-up' | 'quarantined' | 'refused'

type Json<T> = ColumnType<T, string, string>

export interface MailInTables {
  mailboxes: {
    id: Generated<number>
    address: string
    name: string
    kind: Generated<'mail' | 'fax'>
    queueId: number
    /** The system of a case whose mail names none that we know. */
    defaultSystemId: number
    signature: Generated<string>
    source: 'imap' | 'smtp' | 'none'
    imap: ColumnType<ImapPlace | null, string | null, string | null>
    wrappedPassword: Buffer | null
    pausedAt: Date | null
    /** What a mail to a closed case does, within `closedDays` of its closing; later it is always a new case. */
    closedRule: Generated<'reopen' | 'new-case'>
    closedDays: Generated<number>
    /** What a mail does that answers a case under another subject. */
    subjectRule: Generated<'follow-up' | 'new-case'>
    acknowledges: Generated<boolean>
    state: Generated<'ok' | 'failing' | 'off'>
    stateSince: Generated<Date>
    lastError: string | null
    lastReadAt: Date | null
  }
  mailCursors: {
    mailboxId: number
    folder: string
    uidValidity: number
    lastUid: Generated<number>
    updatedAt: Date
  }
  receivedMails: {
    id: Id<'received-mail'>
    mailboxId: number
    source: 'imap' | 'smtp' | 'pulled-in'
    /** As the mail says; made from its content when it says none. */
    messageId: string
    /** SHA-256 of what it says: From, Subject and everything after the header. */
    bodyHash: Buffer
    rawFileId: Id<'file'>
    size: number
    envelopeFrom: string | null
    envelopeTo: Generated<string[]>
    /** When the mail server received it; when we did, where nobody says. */
    arrivedAt: Date
    storedAt: Date
    fromAddress: string | null
    fromName: Generated<string>
    subject: Generated<string>
    sentAt: Date | null
    marks: Generated<string[]>
    outcome: Outcome | null
    /** Why it is in quarantine or was refused. */
    reason: string | null
    caseId: Id<'case'> | null
    entryId: Id<'entry'> | null
    /** How many attachments are held back. */
    held: Generated<number>
    tries: Generated<number>
    lastError: string | null
    decidedAt: Date | null
    decidedBy: Id<'person'> | null
  }
  mailArrivals: {
    mailboxId: number
    folder: string
    uidValidity: number
    uid: number
    mailId: Id<'received-mail'>
    arrivedAt: Date
    flaggedAt: Date | null
  }
  mailTrace: {
    mailId: Id<'received-mail'>
    n: ColumnType<number, never, never>
    at: Date
    step: string
    detail: Json<Record<string, unknown>>
  }
  mailContents: {
    mailId: Id<'received-mail'>
    text: string
    quoted: Generated<string>
    html: string | null
    /** From, to, cc, date as read: shown above the words. */
    heads: Json<MailHeads>
    parts: Json<MailPartRef[]>
  }
  caseMailboxes: { caseId: Id<'case'>; mailboxId: number; isFirst: boolean }
  caseLinks: {
    caseId: Id<'case'>
    otherId: Id<'case'>
    kind: 'mentions' | 'same-mail' | 'split-from' | 'continues'
    at: Date
  }
  bouncedAddresses: {
    address: string
    status: Generated<string>
    said: Generated<string>
    times: Generated<number>
    firstAt: Date
    lastAt: Date
    clearedAt: Date | null
  }
  mailBooks: {
    mailboxId: number
    hour: Date
    onServer: number | null
    stored: number
    cases: number
    followUps: number
    quarantined: number
    refused: number
    waiting: number
    checkedAt: Date
  }
}

export type MailHeads = {
  from: { address: string; name: string } | null
  to: { address: string; name: string }[]
  cc: { address: string; name: string }[]
  date: string | null
  repairs: string[]
}

/** A part of a mail that is kept as a file; `held` says why it is not given out. */
export type MailPartRef = {
  fileId: Id<'file'>
  name: string
  size: number
  mediaType: string | null
  contentId: string | null
  inline: boolean
  held: string | null
}

export type Mailbox = Selectable<MailInTables['mailboxes']>
export type ReceivedMail = Selectable<MailInTables['receivedMails']>
