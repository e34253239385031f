import { type Kysely, type QueryExecutorProvider, sql } from 'kysely'
import type { Question } from '../port.ts'
import { askedTerms, type Weighted, weigh } from '../question.ts'

/** Latin words and the number of documents are read again when they are older. */
const FRESH_MS = 60_000
const MOST_LATIN = 100_000
/** Whoever finds also ranks: the same question is weighed twice in a row. */
const MOST_REMEMBERED = 50
const REMEMBERED_MS = 1000

/** What is known of the words of all documents: how rare each is, which Latin ones there are. */
export type Vocabulary = {
  /** What is asked, the weightiest first. */
  weigh(question: Pick<Question, 'text' | 'also'>): Promise<Weighted[]>
  /** How much each of these terms says, the rarer the more; none of those that no document has. */
  rarity(terms: readonly string[]): Promise<ReadonlyMap<string, number>>
}

/** As it was last counted by `countTerms`. */
export function vocabularyIn({ db, now }: { db: QueryExecutorProvider; now: () => Date }): Vocabulary {
  let known: Promise<{ latin: string[]; documents: number }> | undefined
  let until = 0
  const readKnown = () => {
    if (known && now().getTime() < until) return known
    until = now().getTime() + FRESH_MS
    known = readLatin(db)
    known.catch(() => {
      known = undefined
    })
    return known
  }
  const readDf = async (terms: readonly string[]) => {
    const { rows } = await sql<{ term: string; df: number }>`
      select term, df from search_terms where term = any (${terms}::text[])`.execute(db)
    return new Map(rows.map(({ term, df }) => [term, df]))
  }
  const weighNow = async (question: Pick<Question, 'text' | 'also'>) => {
    const { latin, documents } = await readKnown()
    const asked = askedTerms(question, latin)
    return weigh(asked, documents, await readDf(asked.map(({ term }) => term)))
  }
  const remembered = new Map<string, Promise<Weighted[]>>()
  let rememberedUntil = 0
  return {
    weigh({ text, also = [] }) {
      if (now().getTime() >= rememberedUntil || remembered.size >= MOST_REMEMBERED) {
        remembered.clear()
        rememberedUntil = now().getTime() + REMEMBERED_MS
      }
      const question = JSON.stringify([text, also])
      const weighed = remembered.get(question) ?? weighNow({ text, also })
      remembered.set(question, weighed)
      weighed.catch(() => remembered.delete(question))
      return weighed
    },
    async rarity(terms) {
      const { documents } = await readKnown()
      const df = await readDf(terms)
      const asked = [...df.keys()].map((term) => ({ term, sure: 1, isBegun: false, isDirect: true }))
      return new Map(weigh(asked, documents, df).map(({ term, weight }) => [term, weight]))
    },
  }
}

async function readLatin(db: QueryExecutorProvider) {
  const { rows } = await sql<{ latin: string[] | null; documents: number }>`
    select (select array_agg(term) from (select term from search_terms where is_latin limit ${MOST_LATIN}) l) as latin,
      (select count(*)::integer from search_documents) as documents`.execute(db)
  const { latin, documents } = rows[0]!
  return { latin: latin ?? [], documents }
}

/**
 * Counts anew in how many documents each term is: half a second at 23,000 documents. To be done after a rebuild and now
 * and then, not with each change: every document has terms that most others have, so that whoever changes one would
 * wait for whoever changes any other. Until then a new word is found all the same, only not weighed as well.
 * @returns false when another process is just counting
 */
export const countTerms = <T>(db: Kysely<T>): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ got: boolean }>`
      select pg_try_advisory_xact_lock(hashtext('search_terms')) as got`.execute(trx)
    if (!rows[0]!.got) return false
    await sql`
      with counted as materialized (
        select word as term, ndoc as df from ts_stat('select tokens from search_documents')),
      gone as (
        delete from search_terms t where not exists (select from counted c where c.term = t.term))
      insert into search_terms as t (term, df, is_latin)
      select term, df, term ~ '^[[:alpha:]]' and ascii(term) < 592 from counted order by term
      on conflict (term) do update set df = excluded.df where t.df <> excluded.df`.execute(trx)
    return true
  })
