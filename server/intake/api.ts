import { type Static, Type } from 'typebox'
import { CaseStatus, Channel, FileRef, Priority, WaitingFor } from '../cases/shapes.ts'
import { HeldFile } from '../files/api.ts'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Key, Nullable, SmallKey } from '../platform/values.ts'

const Code = Type.String({
  minLength: 4,
  maxLength: 40,
  description: 'the code on the receipt, beside the number',
})
const NumberParam = Type.Object({ number: Type.String({ minLength: 3, maxLength: 20 }) })
const MaybeCode = Type.Object({ code: Type.Optional(Code) })
const Text = Type.String({ minLength: 1, maxLength: 20_000 })
const FileIds = Type.Array(IdOf('file'), { maxItems: 10 })

/** Whom the trouble keeps from working, or that a deadline is near. */
export const Impact = Type.Enum(['me', 'unit', 'agency', 'deadline'])

/** What a case needs from whoever files it. A subject not given is taken from the description's first line. */
const Form = {
  systemId: SmallKey,
  description: Text,
  title: Type.Optional(Type.String({ maxLength: 2000 })),
  otherSystemIds: Type.Optional(Type.Array(SmallKey, { maxItems: 9 })),
  occurredOn: Type.Optional(Type.String({ format: 'date' })),
  impact: Type.Optional(Impact),
  fileIds: Type.Optional(FileIds),
}

export type Receipt = Static<typeof Receipt>
export const Receipt = Type.Object({
  id: IdOf('case'),
  number: Type.String(),
  code: Type.String(),
  openedAt: Instant,
  responseDueAt: Instant,
})

/** A file with where to fetch it; without a session the address works for an hour. `?inline=1` shows images and PDF. */
const PortalFile = Type.Object({ ...FileRef.properties, href: Type.String() })

/** A case as its requester sees it: no notes, no names of colleagues but the handling unit. */
export type PortalCase = Static<typeof PortalCase>
export const PortalCase = Type.Object({
  id: IdOf('case'),
  number: Type.String(),
  title: Type.String(),
  status: CaseStatus,
  waitingFor: Nullable(WaitingFor),
  channel: Channel,
  systemName: Type.String(),
  handlingUnit: Type.String(),
  openedAt: Instant,
  responseDueAt: Instant,
  dueAt: Instant,
  updatedAt: Instant,
  answeredAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  version: Type.Integer(),
  /** Of: add-information, withdraw, reopen, verify. */
  actions: Type.Array(Type.String()),
  surveyToken: Nullable(Type.String()),
  entries: Type.Array(
    Type.Object({
      id: IdOf('entry'),
      kind: Type.Enum(['message-in', 'message-out', 'state']),
      at: Instant,
      text: Nullable(Type.String()),
      state: Nullable(Type.String()),
      waitingFor: Nullable(Type.String()),
      files: Type.Array(PortalFile),
    }),
  ),
})

const PortalCaseRow = Type.Object({
  id: IdOf('case'),
  number: Type.String(),
  title: Type.String(),
  status: CaseStatus,
  waitingFor: Nullable(WaitingFor),
  systemName: Type.String(),
  openedAt: Instant,
  updatedAt: Instant,
})

export const intakeApi = {
  'POST /cases': {
    may: 'anyone',
    summary:
      'Files a case (線上掛號). The same Idempotency-Key twice is one case. Answered only after the commit',
    body: Type.Object({
      ...Form,
      name: Type.Optional(Type.String({ maxLength: 100 })),
      email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
      phone: Type.Optional(Type.String({ maxLength: 40 })),
      agencyId: Type.Optional(Key),
    }),
    reply: Receipt,
    status: 201,
  },
  'POST /walk-ins': {
    may: 'case:key-in',
    summary: 'A case keyed by staff for somebody in person or on another channel without a machine',
    body: Type.Object({
      ...Form,
      channel: Channel,
      requesterId: Type.Optional(IdOf('person')),
      name: Type.Optional(Type.String({ maxLength: 100 })),
      email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
      phone: Type.Optional(Type.String({ maxLength: 40 })),
      agencyId: Type.Optional(Key),
      priority: Type.Optional(Priority),
    }),
    reply: Receipt,
    status: 201,
  },
  'GET /my/cases': {
    may: 'signed-in',
    query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 200 })) }),
    reply: Type.Object({ cases: Type.Array(PortalCaseRow), next: Nullable(Type.String()) }),
  },
  'GET /my/cases/similar': {
    may: 'signed-in',
    summary: "One's own cases that look like the text, best first, at most 5",
    query: Type.Object({ text: Type.String({ minLength: 1, maxLength: 2000 }) }),
    reply: Type.Array(PortalCaseRow),
  },
  'POST /progress/:number': {
    may: 'anyone',
    summary: 'The progress of a case: one of one’s own, or with the code on its receipt',
    params: NumberParam,
    body: MaybeCode,
    reply: PortalCase,
  },
  'POST /progress/:number/knowledge': {
    may: 'anyone',
    summary: 'Entries of Q&A that went into answers to the case, of those that whoever asks may read',
    params: NumberParam,
    body: MaybeCode,
    reply: Type.Array(Type.Object({ number: Type.String(), title: Type.String() })),
  },
  'POST /progress/:number/messages': {
    may: 'anyone',
    params: NumberParam,
    body: Type.Object({ ...MaybeCode.properties, text: Text, fileIds: Type.Optional(FileIds) }),
    reply: PortalCase,
    status: 201,
  },
  'POST /progress/:number/withdrawal': {
    may: 'anyone',
    params: NumberParam,
    body: Type.Object({ ...MaybeCode.properties, reason: Type.Optional(Type.String({ maxLength: 2000 })) }),
    reply: PortalCase,
  },
  'POST /progress/:number/reopening': {
    may: 'anyone',
    params: NumberParam,
    body: Type.Object({ ...MaybeCode.properties, reason: Text }),
    reply: PortalCase,
  },
  'POST /progress/:number/verification': {
    may: 'anyone',
    summary: 'After a correction: solved closes the question, not solved brings it back to its owner',
    params: NumberParam,
    body: Type.Object({
      ...MaybeCode.properties,
      solved: Type.Boolean(),
      comment: Type.Optional(Type.String({ maxLength: 20_000 })),
    }),
    reply: PortalCase,
  },
  'GET /files/:fileId/pages': {
    may: 'anyone',
    summary:
      'The pages of a fax or scan and their size; one of them is at …/pages/:n as PNG. For those who may have the file',
    params: Type.Object({ fileId: IdOf('file') }),
    query: Type.Object({ t: Type.Optional(Type.String({ maxLength: 200 })) }),
    reply: Type.Object({
      kind: Type.Enum(['pdf', 'images']),
      pages: Type.Array(Type.Object({ width: Type.Integer(), height: Type.Integer() })),
    }),
  },
  'GET /cases/:caseId/held-files': {
    may: 'case:work',
    summary: 'Attachments of a case that are kept but held back, with the reason',
    params: Type.Object({ caseId: IdOf('case') }),
    reply: Type.Array(HeldFile),
  },
  'GET /service-status': {
    may: 'anyone',
    summary: 'What the portal’s home shows: office hours, whether open now, how many are at work and wait',
    reply: Type.Object({
      open: Type.Boolean(),
      hours: Type.String(),
      agentsReady: Type.Integer(),
      waiting: Type.Integer(),
      firstResponseMinutes: Nullable(Type.Integer()),
    }),
  },
} satisfies Contract
