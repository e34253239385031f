import { type Static, Type } from 'typebox'
import type { Contract } from '../platform/http/contract.ts'
import { type IdOf, Nullable, SmallKey } from '../platform/values.ts'
import { EntryNumber, EntryRow, Feedback, Overview, ReadEntry, Tag } from './shapes.ts'

const ByNumber = Type.Object({ number: EntryNumber })
const Slice = {
  system: Type.Optional(SmallKey),
  domain: Type.Optional(Type.String({ maxLength: 20 })),
  tag: Type.Optional(Tag),
}
const Subscription = Type.Object({ systemId: Nullable(SmallKey), tag: Nullable(Tag) })

const List = {
  query: Type.Object({
    ...Slice,
    order: Type.Optional(Type.Enum(['newest', 'changed', 'most-read'])),
    after: Type.Optional(Type.String({ maxLength: 100 })),
  }),
  reply: Type.Object({ entries: Type.Array(EntryRow), next: Nullable(Type.String()) }),
}

/** Q&A as everybody reads it: each sees what is theirs to see, and nothing tells that there is more. */
export const knowledgeApi = {
  'GET /knowledge': {
    may: 'anyone',
    summary: 'Entries, 20 a page: newest, last changed or most read first; of a system, a domain or a tag',
    ...List,
  },
  'GET /knowledge-overview': {
    may: 'anyone',
    summary: 'How many entries there are by system, domain and tag',
    reply: Overview,
  },
  'GET /knowledge/:number': {
    may: 'anyone',
    summary: 'One entry by its number; 410 with the number of its successor when it was withdrawn',
    params: ByNumber,
    reply: ReadEntry,
  },
  'GET /knowledge/:number/feedback': {
    may: 'anyone',
    summary: 'What readers said that the editors have answered, newest first, 20',
    params: ByNumber,
    reply: Type.Array(Feedback),
  },
  'POST /knowledge/:number/feedback': {
    may: 'anyone',
    summary:
      'Whether it solved what the reader came for; once for each reader and version, the last word counts',
    params: ByNumber,
    body: Type.Object({
      solved: Type.Boolean(),
      reason: Type.Optional(Type.String({ maxLength: 1000 })),
    }),
    reply: Type.Object({ solved: Type.Boolean() }),
    status: 201,
  },
  'POST /knowledge/:number/deflections': {
    may: 'anyone',
    summary: 'Somebody about to ask found here what they needed',
    params: ByNumber,
    reply: Type.Object({ ok: Type.Literal(true) }),
    status: 201,
  },
  'GET /knowledge-subscriptions': { may: 'signed-in', reply: Type.Array(Subscription) },
  'PUT /knowledge-subscriptions': {
    may: 'signed-in',
    summary: 'Hears of new entries of a system or of a tag',
    body: Subscription,
    reply: Type.Array(Subscription),
  },
  'DELETE /knowledge-subscriptions': {
    may: 'signed-in',
    query: Type.Object({ system: Type.Optional(SmallKey), tag: Type.Optional(Tag) }),
    reply: Type.Array(Subscription),
  },
} satisfies Contract

/** The same for pages of other sites: public entries only, whoever asks, and any origin may read the answer. */
export const publicKnowledgeApi = {
  'GET /public/knowledge': {
    may: 'anyone',
    summary: 'Public entries, 20 a page, for other sites (CORS)',
    ...List,
  },
  'GET /public/knowledge/:number': {
    may: 'anyone',
    summary: 'One public entry, for other sites (CORS)',
    params: ByNumber,
    reply: ReadEntry,
  },
} satisfies Contract

export type KnowledgeHints = {
  'knowledge.changed': { entryId: Static<ReturnType<typeof IdOf<'knowledge-entry'>>> }
}
