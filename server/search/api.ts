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
  /** For who found nothing: what was also looked for, and what others read. */
  instead: Nullable(
    Type.Object({
      words: Type.Array(Type.String()),
      mostRead: Type.Array(Type.Object({ href: Type.String(), title: Type.String() })),
    }),
  ),
})

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
    body: Type.Object({ said: Type.String({ maxLength: 200 }), number: Nullable(Type.String()) }),
    reply: Type.Object({ ok: Type.Literal(true) }),
    status: 201,
  },
  'GET /search-synonyms': {
    may: 'knowledge:review',
    reply: Type.Array(
      Type.Object({ word: Type.String(), means: Type.Array(Type.String()), weight: Type.Number() }),
    ),
  },
  'PUT /search-synonyms': {
    may: 'knowledge:review',
    summary:
      'Sets what else a word means; nothing else: forgets it. Says which questions it changes for the worse',
    body: Type.Object({
      word: Type.String({ minLength: 1, maxLength: 60 }),
      means: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 20 }),
      weight: Type.Number({ minimum: 0.05, maximum: 1 }),
    }),
    reply: Type.Object({
      worse: Type.Array(
        Type.Object({ question: Type.String(), before: Type.Integer(), after: Type.Integer() }),
      ),
    }),
  },
} satisfies Contract
