import { type Static, Type } from 'typebox'
import { FileRef } from '../cases/shapes.ts'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Key, Nullable, SmallKey } from '../platform/values.ts'

const DocumentParam = Type.Object({ documentId: IdOf('document') })
/** A day as `2026-11-21`. */
const Day = Type.String()
/** A day as people write it: 115.11.25, 民國115年11月25日, 2026-11-25. */
const WrittenDay = Type.String({ minLength: 4, maxLength: 30 })

/** What is stated where no exchange file says it; whatever is not given is read from the files. */
export const Cover = Type.Object({
  number: Type.Optional(
    Type.String({ maxLength: 100, description: '發文字號, such as 總處資字第1150001234號' }),
  ),
  issuedOn: Type.Optional(WrittenDay),
  senderName: Type.Optional(Type.String({ maxLength: 200, description: '發文機關' })),
  senderCode: Type.Optional(Type.String({ maxLength: 40, description: '機關代碼' })),
  subject: Type.Optional(Type.String({ maxLength: 2000, description: '主旨' })),
  explanation: Type.Optional(Type.String({ maxLength: 15_000, description: '說明' })),
  speed: Type.Optional(Type.Enum(['普通件', '速件', '最速件'])),
  dueOn: Type.Optional(WrittenDay),
})
export type StatedCover = Static<typeof Cover>

export type OfficialDocument = Static<typeof OfficialDocument>
/** An official document (公文) that came; `state` failed: kept, and waits for somebody to complete it. */
export const OfficialDocument = Type.Object({
  id: IdOf('document'),
  source: Type.Enum(['endpoint', 'folder']),
  state: Type.Enum(['case', 'failed']),
  /** Why it failed: a code with a sentence. */
  failure: Nullable(Type.String()),
  kind: Type.String(),
  number: Type.String(),
  issuedOn: Nullable(Day),
  senderName: Type.String(),
  senderCode: Nullable(Type.String()),
  agencyId: Nullable(Key),
  agencyName: Nullable(Type.String()),
  subject: Type.String(),
  speed: Nullable(Type.String()),
  secrecy: Nullable(Type.String()),
  dueOn: Nullable(Day),
  recipients: Type.Array(Type.String()),
  copies: Type.Array(Type.String()),
  files: Type.Array(Type.Object({ ...FileRef.properties, held: Nullable(Type.String()) })),
  /** Attachments that it names and that did not come. */
  missingFiles: Type.Array(Type.String()),
  caseId: Nullable(IdOf('case')),
  caseNumber: Nullable(Type.String()),
  caseClosed: Type.Boolean(),
  receivedAt: Instant,
  replyNumber: Nullable(Type.String()),
  replyIssuedOn: Nullable(Day),
  replyWaived: Nullable(Type.String()),
  repliedAt: Nullable(Instant),
})

export const documentsApi = {
  'POST /documents': {
    may: 'document:intake',
    summary:
      'Takes in an official document (公文): its DI file with attachments, or ODF or PDF with a cover form; the files are uploaded before (tus, /api/uploads). The same document twice is one.',
    body: Type.Object({
      fileIds: Type.Array(IdOf('file'), { minItems: 1, maxItems: 100 }),
      cover: Type.Optional(Cover),
      systemId: Type.Optional(SmallKey),
    }),
    reply: OfficialDocument,
    status: 201,
  },
  'GET /documents': {
    may: 'case:work',
    summary:
      'Documents, newest first, 50 a page: of the cases that one sees, and those that wait to be completed',
    query: Type.Object({
      state: Type.Optional(Type.Enum(['case', 'failed'])),
      unanswered: Type.Optional(Type.Boolean()),
      text: Type.Optional(Type.String({ maxLength: 100 })),
      after: Type.Optional(IdOf('document')),
    }),
    reply: Type.Object({ documents: Type.Array(OfficialDocument), next: Nullable(IdOf('document')) }),
  },
  'GET /documents/:documentId': {
    may: 'case:work',
    params: DocumentParam,
    reply: Type.Object({
      ...OfficialDocument.properties,
      /** Of one that failed: as much of its words as can be shown. */
      preview: Nullable(Type.String()),
    }),
  },
  'GET /cases/:caseId/document': {
    may: 'case:work',
    summary: 'The document that a case began with, if it did',
    params: Type.Object({ caseId: IdOf('case') }),
    reply: Type.Object({ document: Nullable(OfficialDocument) }),
  },
  'POST /documents/:documentId/retry': {
    may: 'case:key-in',
    summary: 'Reads a document that failed once more, with what somebody has filled in',
    params: DocumentParam,
    body: Type.Object({ cover: Type.Optional(Cover), systemId: Type.Optional(SmallKey) }),
    reply: OfficialDocument,
    status: 201,
  },
  'POST /documents/:documentId/reply': {
    may: 'case:handle',
    summary:
      'Records number and day of the document that answers this one; its case can be closed from then on',
    params: DocumentParam,
    body: Type.Object({ number: Type.String({ minLength: 1, maxLength: 100 }), issuedOn: WrittenDay }),
    reply: OfficialDocument,
    status: 201,
  },
  'POST /documents/:documentId/no-reply': {
    may: 'case:handle',
    summary: 'Says why a document needs no answering document',
    params: DocumentParam,
    body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),
    reply: OfficialDocument,
    status: 201,
  },
} satisfies Contract
