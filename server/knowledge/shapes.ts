import { type Static, Type } from 'typebox'
import { Domain as DomainSchema, HrSystem as HrSystemSchema } from '../directory/api.ts'
import { IdOf, Instant, Key, Nullable, SmallKey } from '../platform/values.ts'

export type Domain = Static<typeof DomainSchema>
export type HrSystem = Static<typeof HrSystemSchema>

export type Visibility = Static<typeof Visibility>
/** `vendor`: staff, and the people of one vendor. */
export const Visibility = Type.Enum(['public', 'signed-in', 'internal', 'vendor'])

export type State = Static<typeof State>
/** `approved`: read by somebody else, and live from its day on. */
export const State = Type.Enum(['draft', 'review', 'approved', 'live', 'replaced', 'withdrawn', 'discarded'])

/** A day as `2026-11-22`. */
export const Day = Type.String({ format: 'date' })
/** `Q000948`. */
export const EntryNumber = Type.String({ pattern: '^[Qq]?\\d{1,9}$', examples: ['Q000948'] })
export const Tag = Type.String({ minLength: 1, maxLength: 40 })

const SystemName = Type.Object({ id: SmallKey, code: Type.String(), shortName: Type.String() })
const Text = (maxLength: number) => Type.String({ maxLength })
/** Markdown; counted again in bytes by the rules. */
export const Markdown = Text(1_048_576)

export type VersionFile = Static<typeof VersionFile>
export const VersionFile = Type.Object({
  fileId: IdOf('file'),
  kind: Type.Enum(['picture', 'attachment', 'clip', 'form']),
  title: Text(200),
})

export type Variant = Static<typeof Variant>
/** What is different for the agencies of one authority, or of those with one HR system; one of the two is given. */
export const Variant = Type.Object({
  authorityId: Nullable(Key),
  hrSystem: Nullable(HrSystemSchema),
  body: Markdown,
})

export type Content = Static<typeof Content>
/** What editors write. */
export const Content = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 200 }),
  shortAnswer: Text(2000),
  body: Markdown,
  expertBody: Markdown,
  domain: DomainSchema,
  systemIds: Type.Array(SmallKey, { maxItems: 60 }),
  tags: Type.Array(Tag, { maxItems: 20 }),
  appliesTo: Text(200),
  visibility: Visibility,
  vendorId: Nullable(SmallKey),
  whyHidden: Nullable(Text(500)),
  effectiveFrom: Nullable(Day),
  effectiveUntil: Nullable(Day),
  changeNote: Text(500),
  variants: Type.Array(Variant, { maxItems: 60 }),
  files: Type.Array(VersionFile, { maxItems: 60 }),
})

export type EntryRow = Static<typeof EntryRow>
/** An entry in a list. */
export const EntryRow = Type.Object({
  number: Type.String(),
  title: Type.String(),
  shortAnswer: Type.String(),
  domain: DomainSchema,
  systems: Type.Array(SystemName),
  tags: Type.Array(Type.String()),
  visibility: Visibility,
  liveAt: Instant,
  views: Type.Integer(),
  /** Its review day is past: what it says may have changed. */
  isOverdue: Type.Boolean(),
})

const ShownFile = Type.Object({
  fileId: IdOf('file'),
  kind: Type.Enum(['picture', 'attachment', 'clip', 'form']),
  title: Type.String(),
  name: Type.String(),
  bytes: Type.Integer(),
  mediaType: Type.String(),
  href: Type.String(),
})

export type Feedback = Static<typeof Feedback>
/** What a reader said of an entry, and what the editors said to it. */
export const Feedback = Type.Object({
  solved: Type.Boolean(),
  reason: Nullable(Type.String()),
  answer: Nullable(Type.String()),
  at: Instant,
  answeredAt: Nullable(Instant),
})

export type ReadEntry = Static<typeof ReadEntry>
/** An entry as somebody reads it; texts are HTML that is safe to show. */
export const ReadEntry = Type.Object({
  ...EntryRow.properties,
  versionId: IdOf('knowledge-version'),
  n: Type.Integer({ description: 'which version of it' }),
  bodyHtml: Type.String(),
  /** The short form for those who know the system; empty where there is none. */
  expertHtml: Type.String(),
  /** The reader knows the systems well: the short form is theirs. */
  isExpert: Type.Boolean(),
  appliesTo: Type.String(),
  effectiveFrom: Nullable(Day),
  effectiveUntil: Nullable(Day),
  /** The reader's own first. */
  variants: Type.Array(
    Type.Object({
      label: Type.String(),
      isOwn: Type.Boolean(),
      bodyHtml: Type.String(),
    }),
  ),
  files: Type.Array(ShownFile),
  reviewOn: Nullable(Day),
  /** Who answers for it; told to staff. */
  ownerName: Nullable(Type.String()),
  updatedAt: Instant,
  solved: Type.Integer(),
  unsolved: Type.Integer(),
  related: Type.Array(Type.Object({ number: Type.String(), title: Type.String() })),
  /** What readers said that the editors have answered, newest first. */
  answered: Type.Array(Feedback),
})

export type Overview = Static<typeof Overview>
/** How many entries there are for the reader, by system, domain and tag; only those that have any. */
export const Overview = Type.Object({
  n: Type.Integer(),
  systems: Type.Array(
    Type.Object({
      id: SmallKey,
      shortName: Type.String(),
      name: Type.String(),
      domain: DomainSchema,
      n: Type.Integer(),
    }),
  ),
  domains: Type.Array(Type.Object({ domain: DomainSchema, n: Type.Integer() })),
  /** The most used 40. */
  tags: Type.Array(Type.Object({ tag: Type.String(), n: Type.Integer() })),
})

export type VersionRow = Static<typeof VersionRow>
export const VersionRow = Type.Object({
  id: IdOf('knowledge-version'),
  n: Type.Integer(),
  state: State,
  title: Type.String(),
  visibility: Visibility,
  writtenBy: Nullable(Type.String()),
  reviewedBy: Nullable(Type.String()),
  reviewNote: Nullable(Type.String()),
  changeNote: Type.String(),
  effectiveFrom: Nullable(Day),
  effectiveUntil: Nullable(Day),
  liveAt: Nullable(Instant),
  liveUntil: Nullable(Instant),
  updatedAt: Instant,
})

/** What the ids in a version stand for, where no catalogue that everybody has tells it. */
const Names = Type.Object({
  authorities: Type.Array(Type.Object({ id: Key, name: Type.String() })),
  files: Type.Array(Type.Object({ fileId: IdOf('file'), name: Type.String(), bytes: Type.Integer() })),
})

export type WrittenVersion = Static<typeof WrittenVersion>
/** One version of an entry, whichever: what its editors wrote. */
export const WrittenVersion = Type.Object({
  ...Content.properties,
  id: IdOf('knowledge-version'),
  n: Type.Integer(),
  state: State,
  names: Names,
})

export type EditedEntry = Static<typeof EditedEntry>
/** An entry at an editor's desk. */
export const EditedEntry = Type.Object({
  id: IdOf('knowledge-entry'),
  number: Type.String(),
  version: Type.Integer(),
  owner: Nullable(Type.Object({ id: IdOf('person'), name: Type.String() })),
  reviewOn: Nullable(Day),
  isOverdue: Type.Boolean(),
  withdrawn: Nullable(Type.Object({ at: Instant, why: Type.String(), successor: Nullable(Type.String()) })),
  fromCase: Nullable(Type.Object({ id: IdOf('case'), number: Type.String() })),
  views: Type.Integer(),
  solved: Type.Integer(),
  unsolved: Type.Integer(),
  uses: Type.Integer(),
  versions: Type.Array(VersionRow),
  /** The one at work; null when there is none: `next-version` makes it. */
  atWork: Nullable(
    Type.Object({
      ...Content.properties,
      id: IdOf('knowledge-version'),
      state: State,
      version: Type.Integer(),
      writtenById: Nullable(IdOf('person')),
      names: Names,
      /** What this person may do with it now. */
      can: Type.Array(Type.Enum(['save', 'submit', 'take-back', 'approve', 'return', 'discard'])),
    }),
  ),
})

/** Personal data in a text, to be confirmed before anything of it is kept. */
export type FoundPersonalData = Static<typeof FoundPersonalData>
export const FoundPersonalData = Type.Object({
  kind: Type.Enum([
    'national-id',
    'resident-id',
    'passport',
    'card',
    'mail',
    'phone',
    'password',
    'account',
    'employee-number',
    'birth-date',
    'address',
    'name',
    'case-number',
    'document-number',
  ]),
  text: Type.String(),
  from: Type.Integer(),
  to: Type.Integer(),
  replacement: Type.String(),
})
