import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Id } from '../platform/values.ts'
import type { Cover } from './reading/facts.ts'

export interface DocumentTables {
  documents: {
    id: Id<'document'>
    source: 'endpoint' | 'folder'
    fingerprint: Buffer
    /** `failed`: kept, and waits for somebody to complete it. */
    state: 'case' | 'failed'
    /** A code with a sentence. */
    failure: string | null
    tries: Generated<number>
    mainFileId: Id<'file'>
    fileIds: Id<'file'>[]
    cover: ColumnType<Cover | null, string | null, string | null>
    kind: Generated<string>
    number: Generated<string>
    /** Days as `2026-11-21`. */
    issuedOn: string | null
    senderName: Generated<string>
    senderCode: string | null
    agencyId: number | null
    subject: Generated<string>
    speed: string | null
    secrecy: string | null
    dueOn: string | null
    recipients: Generated<string[]>
    copies: Generated<string[]>
    /** Named by the document, and not there when it came. */
    missingFiles: Generated<string[]>
    caseId: Id<'case'> | null
    receivedAt: Date
    receivedBy: Id<'person'> | null
    decidedAt: Date
    /** 復文: the number and day of the document that answers it. */
    replyNumber: string | null
    replyIssuedOn: string | null
    /** Why none is needed. */
    replyWaived: string | null
    repliedAt: Date | null
    repliedBy: Id<'person'> | null
  }
}

export type StoredDocument = Selectable<DocumentTables['documents']>
