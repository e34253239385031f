import type { Generated } from 'kysely'
import type { Id } from '../platform/values.ts'

export interface NotificationTables {
  outgoingMails: {
    id: Id<'mail'>
    dedupeKey: string
    kind: 'acknowledgement' | 'answer' | 'survey' | 'reminder' | 'notice'
    caseId: Id<'case'> | null
    entryId: Id<'entry'> | null
    toAddress: string
    toName: Generated<string>
    /** The mailbox of ours that it leaves from; null: what MAIL_FROM says. */
    fromAddress: string | null
    fromName: Generated<string>
    /** Where an answer to it belongs; null: nowhere that we read. */
    replyTo: string | null
    subject: string
    body: string
    html: string
    messageId: string
    inReplyTo: string | null
    refs: Generated<string[]>
    /** Files of the case that it carries along. */
    fileIds: Generated<Id<'file'>[]>
    /** Sent: the next mail server has taken it. Bounced: and it came back. */
    state: 'queued' | 'sent' | 'failed' | 'bounced'
    tries: Generated<number>
    /** What the other side said last. */
    lastError: string | null
    /** While queued: nobody tries it before. Null once sent, failed or bounced. */
    dueAt: Date | null
    createdAt: Date
    sentAt: Date | null
    updatedAt: Date
  }
}
