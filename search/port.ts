/** A row of whatever source, as it is found. */
export type Searchable = {
  /** Unique over all sources, `[A-Za-z0-9_-]`, at most 200 characters. */
  key: string
  /** `qa`, `news` …: see the registry of sources. */
  source: string
  /** Tokens of those who may see it; a reader with none of them is told nothing of it, not even that it counts. */
  seenBy: readonly string[]
  title: string
  /** Number, tags, systems: what it is called besides. */
  keywords: string
  /** Plain text. What is beyond 20,000 characters is not found. */
  body: string
  systemIds: readonly number[]
  kind: string
  year: number
  /** 0 to 1: how good others found it. */
  quality: number
  /** Grows with each change, also when it is forgotten and comes back. */
  rev: number
}

/** Other words for what is asked, as editors said, and how surely they mean the same: 0 to 1. */
export type Also = { text: string; weight: number }

export type Question = {
  /** As it was typed. What is beyond 1,000 characters says what the beginning says. */
  text: string
  /** What the reader may see: documents that are seen by one of these. */
  reader: readonly string[]
  also?: readonly Also[]
  source?: string
  systemId?: number
  kind?: string
  year?: number
  /** So many candidates, at most 1,000. */
  most: number
}

/** What an engine says of a document that may fit: enough to count by (`counts.ts`), not to show. */
export type Candidate = Pick<Searchable, 'key' | 'source' | 'systemIds' | 'kind' | 'year'> & { score: number }

/**
 * Finds documents that may be about a text, among those that the reader may see. The first two hundred are put in order
 * by `rank.ts`, the same for all engines, by whoever reads them again to show them: from where they are kept, where they
 * also ask once more whether they may be seen, as an engine may lag behind. How rare a word is, is counted over all
 * documents: it weighs in the order, and in how little is still a match; nothing else of what a reader may not see does.
 */
export type SearchEngine = {
  name: 'meilisearch' | 'minisearch' | 'postgres'
  /** The likeliest first. @throws EngineAway while it cannot answer; at once, as another engine can */
  find(question: Question): Promise<Candidate[]>
  /** Replaces documents. Resolves when they are found. An older `rev` than is kept changes nothing. */
  keep(documents: readonly Searchable[]): Promise<void>
  /** Resolves when they are found no more. */
  forget(keys: readonly string[]): Promise<void>
  /**
   * Takes everything anew while what was there is still found. Afterwards found is what was given, and what was kept
   * since it began; not what was neither, and not what was forgotten since, though it may have been read before.
   * When `documents` throws, what was found before still is. A document that it refuses is told of and left out, or makes
   * it throw where nobody is told.
   */
  rebuild(documents: AsyncIterable<readonly Searchable[]>, onRefused?: OnRefused): Promise<void>
  /** Pages through what is kept, by key (in the order of code units): for comparing. */
  revisions(afterKey: string, most: number): Promise<{ key: string; rev: number }[]>
  close(): Promise<void>
}

export type OnRefused = (document: Searchable, why: Error) => void

/** The engine cannot answer now; another may. */
export class EngineAway extends Error {
  override name = 'EngineAway'
}
