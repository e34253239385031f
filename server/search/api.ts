import { type Static, Type } from 'typebox'
import type { Contract } from '../platform/http/contract.ts'
import { Instant, Nullable, SmallKey } from '../platform/values.ts'

const Ranges = Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]))

export type Hit = Static<typeof Hit>
/** What was found; the ranges are to be marked. */
export const Hit = Type.Object({
  source: Type.String(),
  key: Type.String(),
  number: Nullable(Type.String()),
  href: Type.String(),
  title: Type.String(),
  titleRanges: Ranges,
  excerpt: Type.String(),
  excerptRanges: Ranges,
  kind: Type.String(),
  systems: Type.Array(Type.Object({ id: SmallKey, shortName: Type.String() })),
  at: Nullable(Instant),
  /** Who alone may read it; null: everybody, or whoever it belongs to. */
  limitedTo: Nullable(Type.Enum(['signed-in', 'internal', 'vendor'])),
})

const Count = Type.Object({ value: Type.String(), label: Type.String(), n: Type.Integer() })

export type Found = Static<typeof Found>
const Found = Type.Object({
  hits: Type.Array(Hit),
  /** How many the reader may see, of each source; `isMore`: and more than were counted. */
  sources: Type.Array(Count),
  systems: Type.Array(Count),
  kinds: Type.Array(Count),
  years: Type.Array(Count),
  isMore: Type.Boolean(),
  /** The engine is away, and another answers: fewer slips of the pen are forgiven. */
  isFallback: Type.Boolean(),
  /** For whom nothing is to be found, whatever the filters: words that do find something, and what others read. */
  instead: Nullable(
    Type.Object({
      words: Type.Array(Type.String()),
      mostRead: Type.Array(Type.Object({ href: Type.String(), title: Type.String() })),
    }),
  ),
})

const Synonym = Type.Object({
  word: Type.String(),
  means: Type.Array(Type.String()),
  weight: Type.Number({ description: 'how surely it means the same: 0 to 1' }),
})
const Place = Type.Integer({ description: 'from 1; 0: not among the first two hundred' })

/** One search over every source; each finds what is theirs to see, and no count tells of more. */
export const searchApi = {
  'GET /search': {
    may: 'anyone',
    query: Type.Object({
      text: Type.String({ maxLength: 10_000 }),
      source: Type.Optional(Type.String({ maxLength: 20 })),
      system: Type.Optional(SmallKey),
      kind: Type.Optional(Type.String({ maxLength: 40 })),
      year: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2200 })),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
    }),
    reply: Found,
  },
  'GET /search/suggestions': {
    may: 'anyone',
    summary: 'What may be meant while somebody types: at most eight titles',
    query: Type.Object({ text: Type.String({ maxLength: 1000 }), system: Type.Optional(SmallKey) }),
    reply: Type.Array(Hit),
  },
  'GET /search-gaps': {
    may: 'knowledge:review',
    summary: 'What was asked and not found, most often first',
    reply: Type.Array(
      Type.Object({
        said: Type.String(),
        n: Type.Integer(),
        firstAt: Instant,
        lastAt: Instant,
      }),
    ),
  },
  'POST /search-gaps/done': {
    may: 'knowledge:review',
    summary: 'Dealt with; `number` is the entry that answers it now, which the reader must be able to see',
    body: Type.Object({
      said: Type.String({ minLength: 1, maxLength: 200 }),
      number: Nullable(Type.String({ minLength: 1, maxLength: 40 })),
    }),
    reply: Type.Object({ ok: Type.Literal(true) }),
    status: 201,
  },
  'GET /search-synonyms': {
    may: 'knowledge:review',
    reply: Type.Array(Synonym),
  },
  'PUT /search-synonyms': {
    may: 'knowledge:review',
    summary:
      'Sets what else a word means; nothing else: forgets it. Says which of the editors’ questions find their entry further down for it',
    body: Type.Object({
      word: Type.String({ minLength: 1, maxLength: 60 }),
      means: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 20 }),
      weight: Type.Number({ minimum: 0.05, maximum: 1 }),
      dryRun: Type.Optional(Type.Boolean({ description: 'says what it would change, and changes nothing' })),
    }),
    reply: Type.Object({
      worse: Type.Array(
        Type.Object({
          question: Type.String(),
          number: Type.String(),
          before: Place,
          after: Place,
        }),
      ),
    }),
  },
  'GET /search-questions': {
    may: 'knowledge:review',
    summary: 'What is to find which entry, whatever synonyms are set',
    reply: Type.Array(
      Type.Object({
        question: Type.String(),
        number: Type.String(),
        title: Nullable(Type.String({ description: 'null: the reader may not see it, or not any more' })),
        at: Instant,
      }),
    ),
  },
  'PUT /search-questions': {
    may: 'knowledge:review',
    summary: 'Sets which entry a question is to find; null: forgets the question. Says where it is found now',
    body: Type.Object({
      question: Type.String({ minLength: 1, maxLength: 200 }),
      number: Nullable(Type.String({ minLength: 1, maxLength: 40 })),
    }),
    reply: Type.Object({ place: Nullable(Place) }),
  },
} satisfies Contract
