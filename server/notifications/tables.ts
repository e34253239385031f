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
    subject: string
    body: string
    html: string
    messageId: string
    inReplyTo: string | null
    refs: Generated<string[]>
    state: 'queued' | 'sent' | 'failed'
    tries: Generated<number>
    lastError: string | null
    /** While queued: nobody tries it before. Null once sent or failed. */
    dueAt: Date | null
    createdAt: Date
    sentAt: Date | null
    updatedAt: Date
  }
}
