import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Id } from '../platform/values.ts'
import type { CaseStatus, Channel, Closing, Entry, ReplyOutcome, WaitingFor } from './shapes.ts'

export interface CaseTables {
  queues: {
    id: number
    code: string
    name: string
    tier: number
    pausedAt: Date | null
    pausedBy: Id<'person'> | null
    pausedReason: string | null
  }
  serviceTargets: { priority: number; firstResponseMinutes: number; resolutionMinutes: number }
  numberCounter: { year: number; n: number }
  cases: {
    id: Id<'case'>
    openedAt: Date
    responseDueAt: Date
    dueAt: Date
    updatedAt: Date
    statusSince: Date
    answeredAt: Date | null
    closedAt: Date | null
    requesterId: Id<'person'> | null
    keyedById: Id<'person'> | null
    ownerId: Id<'person'> | null
    agencyId: number | null
    version: Generated<number>
    lastSeq: Generated<number>
    numberSeq: number
    numberYear: number
    queueId: number
    leadSystemId: number
    priority: number
    reopenedCount: Generated<number>
    bouncedCount: Generated<number>
    number: ColumnType<string, never, never>
    status: CaseStatus
    waitingFor: WaitingFor | null
    channel: Channel
    title: string
    requesterName: string
    requesterEmail: string | null
    requesterPhone: string | null
    language: Generated<'zh-TW' | 'en'>
    rootCause: string | null
    disposition: string | null
    answer: string | null
    responsibleUnit: string | null
    attention: string | null
  }
  caseSystems: { caseId: Id<'case'>; systemId: number }
  timeline: {
    id: Id<'entry'>
    caseId: Id<'case'>
    seq: number
    version: number
    kind: Entry['kind']
    actorId: Id<'person'> | null
    origin: Generated<string>
    at: Date
    body: unknown
  }
  handOvers: {
    id: Id<'hand-over'>
    caseId: Id<'case'>
    fromId: Id<'person'> | null
    toId: Id<'person'> | null
    toQueueId: number | null
    note: string
    offeredAt: Date
    dueAt: Date
    outcome: 'accepted' | 'returned' | 'cancelled' | null
    decidedAt: Date | null
    decidedBy: Id<'person'> | null
    reply: string | null
  }
  caseObligations: { caseId: Id<'case'>; kind: 'outgoing-document'; createdAt: Date; metAt: Date | null }
  drafts: { personId: Id<'person'>; key: string; body: unknown; updatedAt: Generated<Date> }
  /** Replies that may still be taken back. */
  pendingReplies: {
    id: Id<'pending-reply'>
    caseId: Id<'case'>
    authorId: Id<'person'>
    /** Of the case, as its author saw it. */
    version: number
    text: string
    fileIds: Generated<Id<'file'>[]>
    outcome: ReplyOutcome | 'closed'
    closing: ColumnType<Closing | null, string | null, never>
    isScheduled: boolean
    /** The network address that it came from. */
    address: string
    writtenAt: Date
    dueAt: Date
  }
  idempotencyKeys: { key: string; subjectId: string; at: Generated<Date> }
  queueCounters: { queueId: number; status: CaseStatus; n: number; asOf: Date }
}

export type StoredCase = Selectable<CaseTables['cases']>
