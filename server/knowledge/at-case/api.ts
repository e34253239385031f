import { Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { IdOf, Instant, Nullable, SmallKey } from '../../platform/values.ts'
import { Day, EntryNumber, EntryRow, FoundPersonalData, State } from '../shapes.ts'

const OfCase = Type.Object({ caseId: IdOf('case') })

/** Q&A beside the case: found while somebody works, put into the answer, made of what was answered. */
export const knowledgeAtCaseApi = {
  'GET /cases/:caseId/knowledge': {
    may: 'case:work',
    summary:
      'Entries that may answer the case, best first, at most five, by its subject and what was written',
    params: OfCase,
    query: Type.Object({
      text: Type.Optional(
        Type.String({
          maxLength: 500,
          description: 'looked for instead; `Q948` is the entry of that number',
        }),
      ),
    }),
    reply: Type.Array(
      Type.Object({
        ...EntryRow.properties,
        isForRequester: Type.Boolean({ description: 'may go into a reply: the requester may read it' }),
      }),
    ),
  },
  'GET /cases/:caseId/knowledge-uses': {
    may: 'case:work',
    summary: 'Which versions of which entries answered it',
    params: OfCase,
    reply: Type.Array(
      Type.Object({
        number: Type.String(),
        title: Type.String(),
        n: Type.Integer(),
        way: Type.Enum(['text', 'link', 'deflected']),
        by: Nullable(Type.String()),
        at: Instant,
      }),
    ),
  },
  'POST /cases/:caseId/knowledge-uses': {
    may: 'case:handle',
    summary:
      'What of an entry goes into the reply; counted. Refused for an entry that the requester may not read',
    params: OfCase,
    body: Type.Object({ number: EntryNumber, way: Type.Enum(['text', 'link']) }),
    reply: Type.Object({ text: Type.String({ description: 'what goes into the answer' }) }),
    status: 201,
  },
  'POST /cases/:caseId/knowledge-gap': {
    may: 'case:handle',
    summary: 'Nothing answers this: editors are told what was missed, without personal data',
    params: OfCase,
    body: Type.Object({ said: Type.String({ minLength: 1, maxLength: 500 }) }),
    reply: Type.Object({ said: Type.String() }),
    status: 201,
  },
  'GET /cases/:caseId/knowledge-draft': {
    may: 'knowledge:write',
    summary:
      'Question and answer of the case as a draft would have them, and the personal data found in them',
    params: OfCase,
    reply: Type.Object({
      title: Type.String(),
      titleFound: Type.Array(FoundPersonalData),
      body: Type.String(),
      bodyFound: Type.Array(FoundPersonalData),
      /** What was made of this case before. */
      made: Type.Array(
        Type.Object({
          id: IdOf('knowledge-entry'),
          number: Type.String(),
          title: Type.String(),
          state: State,
        }),
      ),
    }),
  },
  'POST /cases/:caseId/knowledge-draft': {
    may: 'knowledge:write',
    summary: 'Makes it a draft; refused while personal data is left in it that nobody has let stand',
    params: OfCase,
    body: Type.Object({
      title: Type.String({ minLength: 1, maxLength: 200 }),
      body: Type.String({ maxLength: 1_048_576 }),
      /** Found, looked at, and no personal data. */
      letStand: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 }),
    }),
    reply: Type.Object({ id: IdOf('knowledge-entry'), number: Type.String() }),
    status: 201,
  },
  'GET /knowledge-effect': {
    may: 'knowledge:review',
    summary:
      'Cases closed with and without an entry: how many, and the median of their handling, by system and month',
    query: Type.Object({ from: Type.Optional(Day), until: Type.Optional(Day) }),
    reply: Type.Array(
      Type.Object({
        month: Type.String({ description: '2026-11' }),
        systemId: Nullable(SmallKey),
        withEntry: Type.Integer(),
        withEntryMinutes: Nullable(Type.Number()),
        without: Type.Integer(),
        withoutMinutes: Nullable(Type.Number()),
        deflected: Type.Integer(),
      }),
    ),
  },
  'POST /knowledge-matches': {
    may: 'anyone',
    summary:
      'Entries that may answer what somebody is about to ask, best first, at most five; nothing of it is kept',
    body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 2000 }) }),
    reply: Type.Array(EntryRow),
  },
} satisfies Contract
