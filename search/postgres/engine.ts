import { type Kysely, type QueryExecutorProvider, sql } from 'kysely'
import type { Candidate, Question, SearchEngine } from '../port.ts'
import { mostMatched, type Sought, soughtOf } from '../question.ts'
import { forgetDocuments, keepDocuments } from './keep.ts'
import { rebuildDocuments } from './rebuild.ts'
import type { Vocabulary } from './vocabulary.ts'

const MOST_CANDIDATES = 1000
/** About what a term weighs that has not been counted yet. */
const UNKNOWN_WEIGHT = 8

/**
 * Finds by pairs of characters in the database itself: found as soon as it is committed, never behind. A rebuild writes
 * row by row over what is found meanwhile.
 */
export const postgresEngine = <T>({
  db,
  vocabulary,
}: {
  db: Kysely<T>
  vocabulary: Vocabulary
}): SearchEngine => ({
  name: 'postgres',
  async find(question) {
    const sought = soughtOf(await vocabulary.weigh(question))
    if (sought.known.length + sought.unknown.length === 0 || isImpossible(question)) return []
    return findBy(db, question, sought)
  },
  keep: (documents) => keepDocuments(db, documents),
  forget: (keys) => forgetDocuments(db, keys),
  rebuild: (documents) => rebuildDocuments(db, documents),
  async revisions(afterKey, most) {
    const { rows } = await sql<{ key: string; rev: number }>`
      select key, rev::float8 as rev from search_documents where key collate "C" > ${afterKey} and kind <> ''
      order by key collate "C" limit ${most}`.execute(db)
    return rows
  },
  close: async () => {},
})

/** No text of the database holds this character, and it takes none that does. */
const NUL = '\0'
const isImpossible = ({ source, kind, reader }: Question) =>
  [source ?? '', kind ?? '', ...reader].some((value) => value.includes(NUL))

async function findBy(
  db: QueryExecutorProvider,
  question: Question,
  { known, unknown, least }: Sought,
): Promise<Candidate[]> {
  const { reader, source, systemId, kind, year } = question
  const all = [...known.map(lexemeOf), ...unknown.map((term) => lexemeOf({ term, isBegun: false }))].join('|')
  const filters = [
    sql`tokens @@ ${all}::tsquery`,
    sql`seen_by && ${reader}::text[]`,
    ...(source === undefined ? [] : [sql`source = ${source}`]),
    ...(systemId === undefined ? [] : [sql`${systemId}::integer = any (system_ids)`]),
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(year === undefined ? [] : [sql`year = ${year}::integer`]),
  ]
  const { rows } = await sql<Candidate>`
    select key, source, "systemIds", kind, year, score from (
      select key, source, system_ids as "systemIds", kind, year, quality, title, ${scoreOf(known, unknown)} as score
      from search_documents where ${sql.join(filters, sql` and `)}
      limit ${mostMatched(known)}) matched
    where score >= ${least}
    order by score desc, strpos(title, ${known[0]?.term ?? ''}) > 0 desc, quality desc, key
    limit ${Math.min(question.most, MOST_CANDIDATES)}`.execute(db)
  return rows
}

/** The sum of the weights of what a document holds. */
function scoreOf(known: Sought['known'], unknown: readonly string[]) {
  const held = known.map(
    (one) => sql`case when tokens @@ ${lexemeOf(one)}::tsquery then ${one.weight}::float8 else 0 end`,
  )
  // What no count has seen yet is in few documents, if in any: they are looked up once, not asked one by one.
  const any = unknown.map((term) => lexemeOf({ term, isBegun: false })).join('|')
  const fresh = sql`case when key in (select f.key from search_documents f where f.tokens @@ ${any}::tsquery)
    then ${UNKNOWN_WEIGHT}::float8 else 0 end`
  return sql.join([...held, ...(unknown.length > 0 ? [fresh] : [])], sql` + `)
}

const lexemeOf = ({ term, isBegun }: { term: string; isBegun: boolean }) =>
  `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'${isBegun ? ':*' : ''}`
