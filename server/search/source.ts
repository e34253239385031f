import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Language } from '../platform/problems.ts'
import type { Findable } from './put-documents.ts'

/** One thing that was found, as it is now, to be shown. */
export type Shown = {
  key: string
  /** What people call it by: `Q000948`, a case number. */
  number: string | null
  href: string
  title: string
  /** Plain text, for excerpts. */
  text: string
  kind: string
  systems: { id: number; shortName: string }[]
  at: Date | null
  /** Who alone may read it; null: everybody, or whoever it belongs to. */
  limitedTo: 'signed-in' | 'internal' | 'vendor' | null
}

/** Something that can be found, such as Q&A. `server/search-sources.ts` lists all of them. */
export type Source = {
  /** Begins its keys: `qa-…`. */
  name: string
  label: Record<Language, string>
  /** What a kind of it is called; as it is, unless this says otherwise. */
  kindLabel?(kind: string, language: Language): string
} & (Indexed | Own)

/** Many documents, kept where engines find them (`putDocuments`). */
type Indexed = {
  /**
   * Tokens by which this source says that somebody may see a document. The same one means the same in all sources:
   * whoever has it from one is shown documents of the others that are seen by it.
   */
  readerOf(db: Db, actor: Actor | undefined): Promise<readonly string[]>
  /** Everything of it that can be found now: to build the index anew. */
  documents(db: Db): AsyncIterable<readonly Findable[]>
  /** Those of these keys that this person may see now, by the source's own rule, in any order. */
  show(db: Db, actor: Actor | undefined, keys: readonly string[]): Promise<Shown[]>
  /** The key of what people call by this number, as they type it; whoever asks may not be one who may see it. */
  numbered?(db: Db, typed: string): Promise<string | undefined>
  /** What this person may see that others read most, at most so many. */
  mostRead?(db: Db, actor: Actor | undefined, most: number): Promise<{ href: string; title: string }[]>
}

/** A few of each person's, such as their own cases: looked through when they ask, and in no index. */
type Own = {
  /** All of them that this person may find, the latest first, at most a few hundred. */
  among(db: Db, actor: Actor | undefined): Promise<OwnShown[]>
}

/** `year`: of Taipei. */
export type OwnShown = Shown & { systemIds: readonly number[]; year: number }

export const isIndexed = (source: Source): source is Source & Indexed => 'show' in source
export const isOwn = (source: Source): source is Source & Own => 'among' in source
