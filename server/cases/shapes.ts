import { type Static, Type } from 'typebox'
import { IdOf, Instant, Key, Nullable, SmallKey } from '../platform/values.ts'

export const STATUSES = [
  'received',
  'assigned',
  'in-progress',
  'waiting',
  'escalated',
  'answered',
  'closed',
  'withdrawn',
  'reopened',
] as const
export type CaseStatus = (typeof STATUSES)[number]
export const CaseStatus = Type.Enum([...STATUSES])

const CHANNELS = ['phone', 'voip', 'fax', 'mail', 'web', 'document', 'walk-in'] as const
export type Channel = (typeof CHANNELS)[number]
export const Channel = Type.Enum([...CHANNELS])

/** Diagnosis classes (B04): a case cannot be closed without one. */
export const ROOT_CAUSES = [
  'user-environment',
  'system-design',
  'network',
  'hardware',
  'cross-agency',
  'operation',
  'unknown',
] as const
export const RootCause = Type.Enum([...ROOT_CAUSES])

export const DISPOSITIONS = [
  'solved',
  'explained',
  'referred',
  'duplicate',
  'no-reply',
  'not-solvable',
] as const
const Disposition = Type.Enum([...DISPOSITIONS])

export type WaitingFor = Static<typeof WaitingFor>
export const WaitingFor = Type.Enum(['data', 'verification'])
export const Priority = Type.Integer({
  minimum: 1,
  maximum: 4,
  description: '1 urgent, 2 high, 3 normal, 4 low',
})

export const Named = Type.Object({ id: IdOf('person'), name: Type.String() })
export type FileRef = Static<typeof FileRef>
export const FileRef = Type.Object({
  id: IdOf('file'),
  name: Type.String(),
  size: Type.Integer(),
  mediaType: Nullable(Type.String()),
})

export type CaseRow = Static<typeof CaseRow>
/** One line of a queue. */
export const CaseRow = Type.Object({
  id: IdOf('case'),
  number: Type.String(),
  title: Type.String(),
  status: CaseStatus,
  waitingFor: Nullable(WaitingFor),
  channel: Channel,
  priority: Priority,
  queueId: SmallKey,
  leadSystemId: SmallKey,
  agencyName: Nullable(Type.String()),
  requesterName: Type.String(),
  ownerId: Nullable(IdOf('person')),
  ownerName: Nullable(Type.String()),
  attention: Nullable(Type.String()),
  version: Type.Integer(),
  openedAt: Instant,
  responseDueAt: Instant,
  dueAt: Instant,
  updatedAt: Instant,
  statusSince: Instant,
  answeredAt: Nullable(Instant),
  closedAt: Nullable(Instant),
})

/** How a case stands after a reply. */
const OUTCOMES = ['answered', 'stay', 'waiting-data', 'waiting-verification'] as const
export const ReplyOutcome = Type.Enum([...OUTCOMES])
export type ReplyOutcome = Static<typeof ReplyOutcome>

/** What closes a case. */
export const Closing = Type.Object({ rootCause: RootCause, disposition: Disposition })
export type Closing = Static<typeof Closing>

export type PendingReply = Static<typeof PendingReply>
/** A reply that is not sent yet: until `dueAt` its author may take it back, and nobody outside knows of it. */
export const PendingReply = Type.Object({
  id: IdOf('pending-reply'),
  caseId: IdOf('case'),
  author: Named,
  text: Type.String(),
  files: Type.Array(FileRef),
  outcome: Type.Enum([...OUTCOMES, 'closed']),
  /** Meant for a later time, and not merely waiting to be taken back. */
  isScheduled: Type.Boolean(),
  dueAt: Instant,
})

const HandOver = Type.Object({
  id: IdOf('hand-over'),
  from: Nullable(Named),
  to: Nullable(Named),
  toQueueId: Nullable(SmallKey),
  note: Type.String(),
  offeredAt: Instant,
  dueAt: Instant,
})

export type Case = Static<typeof Case>
export const Case = Type.Object({
  ...CaseRow.properties,
  systemIds: Type.Array(SmallKey),
  agencyId: Nullable(Key),
  requesterId: Nullable(IdOf('person')),
  requesterEmail: Nullable(Type.String()),
  requesterPhone: Nullable(Type.String()),
  keyedBy: Nullable(Named),
  rootCause: Nullable(RootCause),
  disposition: Nullable(Disposition),
  answer: Nullable(Type.String()),
  responsibleUnit: Nullable(Type.String()),
  reopenedCount: Type.Integer(),
  handOver: Nullable(HandOver),
  pendingReplies: Type.Array(PendingReply),
  /** Working minutes that the case has spent with each side so far. */
  clocks: Type.Object({ ours: Type.Integer(), requester: Type.Integer(), vendor: Type.Integer() }),
  /** What this actor may do with the case now: verbs of server/cases/rules.ts, drawn in docs/states.md. */
  actions: Type.Array(Type.String()),
})

const ENTRY_KINDS = [
  'message-in',
  'message-out',
  'note',
  'state',
  'hand-over',
  'routing',
  'change',
  'survey',
  'call',
] as const

export type Entry = Static<typeof Entry>
/** One line of the timeline. `body` by kind: see server/cases/timeline.ts. */
export const Entry = Type.Object({
  id: IdOf('entry'),
  seq: Type.Integer(),
  version: Type.Integer(),
  kind: Type.Enum([...ENTRY_KINDS]),
  at: Instant,
  actor: Nullable(Named),
  origin: Type.String(),
  body: Type.Object({
    text: Type.Optional(Type.String()),
    files: Type.Optional(Type.Array(FileRef)),
    from: Type.Optional(Type.String()),
    to: Type.Optional(Type.String()),
    note: Type.Optional(Type.String()),
    fields: Type.Optional(Type.Array(Type.String())),
    waitingFor: Type.Optional(Type.String()),
    score: Type.Optional(Type.Integer()),
    /** What became of its mail: `sent` when the next mail server has taken it. */
    delivery: Type.Optional(Type.Enum(['queued', 'sent', 'failed', 'bounced'])),
    /** What the other side said when it was not taken, or came back; without addresses. */
    said: Type.Optional(Type.String()),
    /** The mail that a message came by, or that it went out with. */
    mailId: Type.Optional(Type.String()),
    /** Of a message that came by mail: who sent it, to which of our mailboxes; a vendor is not told the address. */
    sender: Type.Optional(Type.Object({ address: Type.String(), name: Type.String() })),
    mailbox: Type.Optional(Type.String()),
    /** What is noticeable about the mail: `unproven-sender`, `subject-changed`, `automatic`, `bounce`, … */
    marks: Type.Optional(Type.Array(Type.String())),
    /** It quotes earlier words, which are told with the whole mail. */
    folded: Type.Optional(Type.Boolean()),
    /** Longer than a timeline tells; the whole is told with the mail. */
    cut: Type.Optional(Type.Boolean()),
  }),
})
