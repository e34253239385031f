import { type Static, Type } from 'typebox'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Key, Nullable, SmallKey } from '../platform/values.ts'
import {
  Case,
  CaseRow,
  CaseStatus,
  Closing,
  Entry,
  Named,
  PendingReply,
  Priority,
  ReplyOutcome,
  RootCause,
} from './shapes.ts'

const CaseId = Type.Object({ caseId: IdOf('case') })
const Text = Type.String({ minLength: 1, maxLength: 20_000 })
const Note = Type.String({ minLength: 1, maxLength: 2000 })
/** The version the writer saw; a newer one is refused with `case-changed` and what changed since. */
const Version = Type.Integer({ minimum: 1 })
const FileIds = Type.Array(IdOf('file'), { maxItems: 10 })

/** What somebody is writing; what is in it is the page's business. */
const Draft = Type.Record(Type.String(), Type.Unknown())

const VIEWS = ['mine', 'waiting', 'handed-to-me', 'live', 'overdue', 'attention', 'closed', 'all'] as const
export type View = (typeof VIEWS)[number]

export type CasePage = Static<typeof CasePage>
export const CasePage = Type.Object({ cases: Type.Array(CaseRow), next: Nullable(Type.String()) })

export type Counters = Static<typeof Counters>
/** How many cases each queue holds by state; `asOf` at most a second old while cases change. */
export const Counters = Type.Object({
  queues: Type.Array(Type.Object({ queueId: SmallKey, status: CaseStatus, n: Type.Integer() })),
  mine: Type.Object({ live: Type.Integer(), overdue: Type.Integer(), handedToMe: Type.Integer() }),
  asOf: Nullable(Instant),
})

export const casesApi = {
  'GET /cases': {
    may: 'case:work',
    summary: 'One page of a view, keyset-paged: `next` goes into `after`',
    query: Type.Object({
      view: Type.Enum([...VIEWS]),
      queueId: Type.Optional(SmallKey),
      systemId: Type.Optional(SmallKey),
      agencyId: Type.Optional(Key),
      requesterId: Type.Optional(IdOf('person')),
      after: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    reply: CasePage,
  },
  'GET /cases/counters': { may: 'case:work', reply: Counters },
  'GET /cases/by-number/:number': {
    may: 'case:work',
    params: Type.Object({ number: Type.String({ maxLength: 20 }) }),
    reply: Case,
  },
  'GET /cases/:caseId': { may: 'case:work', params: CaseId, reply: Case },
  'GET /cases/:caseId/timeline': {
    may: 'case:work',
    params: CaseId,
    query: Type.Object({ afterSeq: Type.Optional(Type.Integer({ minimum: 0 })) }),
    reply: Type.Array(Entry),
  },
  'PATCH /cases/:caseId': {
    may: 'case:handle',
    params: CaseId,
    body: Type.Object({
      version: Version,
      title: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
      priority: Type.Optional(Priority),
      leadSystemId: Type.Optional(SmallKey),
      systemIds: Type.Optional(Type.Array(SmallKey, { minItems: 1, maxItems: 10 })),
      agencyId: Type.Optional(Nullable(Key)),
      requesterId: Type.Optional(Nullable(IdOf('person'))),
      /** May be said before closing: a case that its requester confirms, or that lapses, is closed with it. */
      rootCause: Type.Optional(RootCause),
    }),
    reply: Case,
  },
  'POST /cases/:caseId/start': {
    may: 'case:handle',
    params: CaseId,
    body: Type.Object({ version: Version }),
    reply: Case,
  },
  'POST /cases/:caseId/claim': {
    may: 'case:handle',
    summary: 'Takes a case that waits in a queue',
    params: CaseId,
    body: Type.Object({ version: Version }),
    reply: Case,
  },
  'POST /cases/:caseId/notes': {
    may: 'case:handle',
    params: CaseId,
    body: Type.Object({ text: Text, fileIds: Type.Optional(FileIds) }),
    reply: Case,
    status: 201,
  },
  'POST /cases/:caseId/replies': {
    may: 'case:handle',
    summary:
      'Writes to the requester; `outcome` says what the case waits for afterwards. It may be taken back for 10 seconds, or until `sendAt`',
    params: CaseId,
    body: Type.Object({
      version: Version,
      text: Text,
      fileIds: Type.Optional(FileIds),
      outcome: ReplyOutcome,
      sendAt: Type.Optional(Instant),
    }),
    reply: Case,
    status: 201,
  },
  'DELETE /cases/:caseId/pending-replies/:replyId': {
    may: 'case:handle',
    summary: 'Takes one’s own reply back before it is sent: it is one’s draft again, as it was',
    params: Type.Object({ ...CaseId.properties, replyId: IdOf('pending-reply') }),
    reply: Type.Object({ body: Draft, updatedAt: Nullable(Instant) }),
  },
  'GET /pending-replies': {
    may: 'case:handle',
    summary: 'One’s own replies that are not sent yet, the next first',
    reply: Type.Array(
      Type.Object({
        ...PendingReply.properties,
        caseNumber: Type.String(),
        requesterName: Type.String(),
      }),
    ),
  },
  'GET /send-times': {
    may: 'case:handle',
    summary: 'When a reply may be sent: the opening of the next working day after today, and at the latest',
    reply: Type.Object({ nextWorkingDay: Instant, latest: Instant, undoSeconds: Type.Integer() }),
  },
  'POST /cases/:caseId/closing': {
    may: 'case:handle',
    summary:
      'Closes a case; with an answer, that is sent first and may be taken back, and the closing with it',
    params: CaseId,
    body: Type.Object({
      version: Version,
      ...Closing.properties,
      /** Sent to the requester first, when the case has no answer yet. */
      answer: Type.Optional(Text),
      fileIds: Type.Optional(FileIds),
    }),
    reply: Case,
    status: 201,
  },
  'POST /cases/:caseId/escalation': {
    may: 'case:handle',
    summary: 'Forwards to a higher tier; the owner stays until somebody there accepts',
    params: CaseId,
    body: Type.Object({ version: Version, queueId: SmallKey, note: Note }),
    reply: Case,
    status: 201,
  },
  'POST /cases/:caseId/hand-over': {
    may: 'case:handle',
    summary: 'Hands over to a person; the owner stays until they accept',
    params: CaseId,
    body: Type.Object({ version: Version, toId: IdOf('person'), note: Note }),
    reply: Case,
    status: 201,
  },
  'POST /cases/:caseId/hand-over/acceptance': { may: 'case:handle', params: CaseId, reply: Case },
  'POST /cases/:caseId/hand-over/return': {
    may: 'case:handle',
    params: CaseId,
    body: Type.Object({ note: Note }),
    reply: Case,
  },
  'POST /cases/:caseId/assignment': {
    may: 'case:assign',
    summary: 'A supervisor gives the case to a person, or back to a queue to be routed again',
    params: CaseId,
    body: Type.Object({
      ownerId: Nullable(IdOf('person')),
      queueId: Type.Optional(SmallKey),
      reason: Note,
    }),
    reply: Case,
  },
  'POST /cases/:caseId/reopening': {
    may: 'case:handle',
    params: CaseId,
    body: Type.Object({ version: Version, reason: Note }),
    reply: Case,
  },
  'POST /cases/:caseId/withdrawal': {
    may: 'case:handle',
    params: CaseId,
    body: Type.Object({ version: Version, reason: Note }),
    reply: Case,
  },
  'GET /cases/:caseId/hand-over-candidates': {
    may: 'case:handle',
    params: CaseId,
    reply: Type.Array(
      Type.Object({ ...Named.properties, tier: Type.Integer(), siteId: Nullable(Type.String()) }),
    ),
  },
  'GET /service-targets': {
    may: 'anyone',
    summary: 'The service commitment: working minutes to first response and to solution, by priority',
    reply: Type.Array(
      Type.Object({
        priority: Priority,
        firstResponseMinutes: Type.Integer(),
        resolutionMinutes: Type.Integer(),
      }),
    ),
  },
  'GET /drafts/:key': {
    may: 'signed-in',
    params: Type.Object({ key: Type.String({ minLength: 1, maxLength: 100 }) }),
    reply: Type.Object({
      body: Nullable(Draft),
      updatedAt: Nullable(Instant),
    }),
  },
  'PUT /drafts/:key': {
    may: 'signed-in',
    params: Type.Object({ key: Type.String({ minLength: 1, maxLength: 100 }) }),
    body: Type.Object({ body: Nullable(Draft) }),
    reply: Type.Object({ updatedAt: Nullable(Instant) }),
  },
} satisfies Contract

/** Server → desk. Hints only: ids and versions; a desk that missed one asks again after reconnecting. */
export type CaseHints = {
  'case.changed': { caseId: string; version: number; queueId: number; ownerId: string | null }
  'counters.changed': { queues: { queueId: number; status: CaseStatus; n: number }[] }
  /** A reply waits to be sent, or is a draft again; `code` says why it was not sent, if it was not taken back. */
  'reply.pending': { caseId: string }
  'reply.returned': { caseId: string; code: string | null }
  'case.viewers': { caseId: string; viewers: { id: string; name: string }[] }
}
