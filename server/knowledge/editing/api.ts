import { Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { IdOf, Instant, Nullable, SmallKey } from '../../platform/values.ts'
import {
  Content,
  Day,
  EditedEntry,
  EntryNumber,
  Markdown,
  State,
  Visibility,
  WrittenVersion,
} from '../shapes.ts'

const OfEntry = Type.Object({ entryId: IdOf('knowledge-entry') })
const OfVersion = Type.Object({ versionId: IdOf('knowledge-version') })
/** As it was when the editor began: another's change meanwhile is not written over. */
const Seen = { version: Type.Integer({ minimum: 1 }) }

/** What changed between two texts, in order. */
const Runs = Type.Array(Type.Object({ is: Type.Enum(['same', 'added', 'removed']), text: Type.String() }))

const WorkRow = Type.Object({
  entryId: IdOf('knowledge-entry'),
  number: Type.String(),
  title: Type.String(),
  state: State,
  visibility: Visibility,
  ownerName: Nullable(Type.String()),
  writtenBy: Nullable(Type.String()),
  reviewOn: Nullable(Day),
  updatedAt: Instant,
})

/** Q&A as it is written, read by another, made live and taken back. */
export const knowledgeEditingApi = {
  'GET /knowledge-work': {
    may: 'knowledge:write',
    summary: 'What editors have to do, 50 a page',
    query: Type.Object({
      list: Type.Enum(['mine', 'drafts', 'review', 'approved', 'overdue', 'expired', 'withdrawn']),
      after: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    reply: Type.Object({
      rows: Type.Array(WorkRow),
      next: Nullable(Type.String()),
      /** Of each list, for its tab. */
      counts: Type.Record(Type.String(), Type.Integer()),
    }),
  },
  'POST /knowledge-entries': {
    may: 'knowledge:write',
    summary: 'Begins an entry with a draft; its number is its own from now on',
    body: Content,
    reply: EditedEntry,
    status: 201,
  },
  'GET /knowledge-entries': {
    may: 'knowledge:write',
    summary: 'One entry at the desk by its number, whatever its state',
    query: Type.Object({ number: EntryNumber }),
    reply: EditedEntry,
  },
  'GET /knowledge-entries/:entryId': { may: 'knowledge:write', params: OfEntry, reply: EditedEntry },
  'POST /knowledge-entries/:entryId/next-version': {
    may: 'knowledge:write',
    summary: 'A draft of what is live, which stays live; the one at work if there is one',
    params: OfEntry,
    reply: EditedEntry,
    status: 201,
  },
  'GET /knowledge-versions/:versionId': {
    may: 'knowledge:write',
    summary: 'What any version says, old ones too',
    params: OfVersion,
    reply: WrittenVersion,
  },
  'PUT /knowledge-versions/:versionId': {
    may: 'knowledge:write',
    summary: 'Saves a draft; refused when somebody else saved it meanwhile',
    params: OfVersion,
    body: Type.Object({ ...Content.properties, ...Seen }),
    reply: EditedEntry,
  },
  'POST /knowledge-versions/:versionId/submission': {
    may: 'knowledge:write',
    params: OfVersion,
    body: Type.Object(Seen),
    reply: EditedEntry,
    status: 201,
  },
  'DELETE /knowledge-versions/:versionId/submission': {
    may: 'knowledge:write',
    summary: 'Takes it back to the desk before it is live: there was more to write',
    params: OfVersion,
    query: Type.Object(Seen),
    reply: EditedEntry,
  },
  'POST /knowledge-versions/:versionId/review': {
    may: 'knowledge:review',
    summary: 'Approves it (live at once, or from its day on) or gives it back with a note',
    params: OfVersion,
    body: Type.Object({
      ...Seen,
      decision: Type.Enum(['approve', 'return']),
      note: Type.Optional(Type.String({ maxLength: 2000 })),
    }),
    reply: EditedEntry,
    status: 201,
  },
  'POST /knowledge-versions/:versionId/discard': {
    may: 'knowledge:write',
    params: OfVersion,
    body: Type.Object(Seen),
    reply: EditedEntry,
    status: 201,
  },
  'GET /knowledge-versions/:versionId/differences': {
    may: 'knowledge:write',
    summary:
      'What is different from another version of the entry, or from what is live; Chinese by character',
    params: OfVersion,
    query: Type.Object({ from: Type.Optional(IdOf('knowledge-version')) }),
    reply: Type.Array(Type.Object({ field: Type.String(), runs: Runs })),
  },
  'POST /knowledge-differences': {
    may: 'knowledge:write',
    summary: 'What is different between two texts that an editor has before them; nothing is kept',
    body: Type.Object({ before: Markdown, after: Markdown }),
    reply: Runs,
  },
  'POST /knowledge-preview': {
    may: 'knowledge:write',
    summary: 'Markdown as readers would see it; nothing is kept',
    body: Type.Object({ text: Markdown, fileIds: Type.Array(IdOf('file'), { maxItems: 60 }) }),
    reply: Type.Object({ html: Type.String() }),
  },
  'GET /knowledge-choices': {
    may: 'knowledge:write',
    summary: 'Who may answer for an entry, and the vendors that one may be for',
    reply: Type.Object({
      owners: Type.Array(Type.Object({ id: IdOf('person'), name: Type.String() })),
      vendors: Type.Array(Type.Object({ id: SmallKey, name: Type.String() })),
    }),
  },
  'POST /knowledge-entries/:entryId/withdrawal': {
    may: 'knowledge:review',
    summary: 'Takes it back: its page says 410 with its successor, and nothing finds it',
    params: OfEntry,
    body: Type.Object({
      ...Seen,
      why: Type.String({ minLength: 1, maxLength: 500 }),
      successor: Nullable(EntryNumber),
    }),
    reply: EditedEntry,
    status: 201,
  },
  'PUT /knowledge-entries/:entryId/keeping': {
    may: 'knowledge:review',
    summary: 'Who answers for it, and when it is read again',
    params: OfEntry,
    body: Type.Object({ ...Seen, ownerId: Nullable(IdOf('person')), reviewOn: Nullable(Day) }),
    reply: EditedEntry,
  },
} satisfies Contract
