import { type QueryExecutorProvider, sql } from 'kysely'
import type { Texts } from '../document.ts'
import type { Candidate, Question, Searchable } from '../port.ts'
import { isWritten, rankedBy } from '../question.ts'
import { rank } from '../rank.ts'
import type { Vocabulary } from './vocabulary.ts'

const MOST_RANKED = 200
const MOST_AT_ONCE = 500

type Ranked = {
  /** Best first. */
  hits: { key: string; score: number }[]
  /**
   * What was looked for, folded, to make excerpts with. Not to be told to a reader: what is spelt like a word of theirs
   * may be a word of a document that they may not see.
   */
  terms: { term: string; weight: number }[]
}

/**
 * Puts in order what any engine found: the first two hundred, by what the database says of them now; those that the
 * reader may not see (any more) are left out.
 */
export async function rankCandidates(
  { db, vocabulary }: { db: QueryExecutorProvider; vocabulary: Vocabulary },
  question: Pick<Question, 'text' | 'also' | 'reader'>,
  candidates: readonly { key: string }[],
): Promise<Ranked> {
  const keys = candidates.slice(0, MOST_RANKED).map(({ key }) => key)
  const [weighted, { rows }] = await Promise.all([
    vocabulary.weigh(question),
    sql<Texts & { key: string; quality: number }>`
      select d.key, title, keywords, left(body, 4000) as body, title_sounds as "titleSounds", quality
      from unnest(${keys}::text[]) with ordinality as k (key, n) join search_documents d on d.key = k.key
      where seen_by && ${question.reader}::text[] order by n`.execute(db),
  ])
  const asked = rankedBy(weighted)
  const hits = rank(asked, rows).map(({ document: { key }, score }) => ({ key, score }))
  return { hits, terms: asked.filter(isWritten) }
}

/** Those of these keys that can be found by this reader now, as they are counted; in any order. */
export async function seenOf(
  db: QueryExecutorProvider,
  reader: readonly string[],
  keys: readonly string[],
): Promise<Omit<Candidate, 'score'>[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<Omit<Candidate, 'score'>>`
    select key, source, system_ids as "systemIds", kind, year from search_documents
    where key = any (${keys}::text[]) and seen_by && ${reader}::text[] and kind <> ''`.execute(db)
  return rows
}

const columns = sql`key, source, seen_by as "seenBy", system_ids as "systemIds", kind, year, quality,
  rev::float8 as rev, title, keywords, body`

/** Everything that can be found, folded, by key: to rebuild another engine from. */
export async function* documentsIn(db: QueryExecutorProvider): AsyncGenerator<Searchable[]> {
  for (let after = ''; ; ) {
    const { rows } = await sql<Searchable>`
      select ${columns} from search_documents where key collate "C" > ${after} and kind <> ''
      order by key collate "C" limit ${MOST_AT_ONCE}`.execute(db)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < MOST_AT_ONCE) return
    after = last.key
  }
}

/** Those of these keys that can be found, folded; the others cannot, any more. */
export async function documentsOf(db: QueryExecutorProvider, keys: readonly string[]): Promise<Searchable[]> {
  const { rows } = await sql<Searchable>`
    select ${columns} from search_documents where key = any (${keys}::text[]) and kind <> ''`.execute(db)
  return rows
}
