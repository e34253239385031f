import { type QueryExecutorProvider, sql } from 'kysely'
import { soundsOf } from '../sounds.ts'
import { termsOf } from '../terms.ts'

const MOST_PAIRS = 20
const MOST_LOOKED_AT = 500
const MOST_NEAR = 20

/** A pair of characters, folded, and a document that has it. */
type Near = { term: string; key: string; source: string }

/**
 * Pairs of characters that sound like one of a text and share one of its two, the commonest first, each with a document
 * that the reader may see and that has just this pair: what is only in others is not told. For what was typed by its
 * sound and is found by nothing else; it reads through all terms.
 */
export async function soundingLike(
  db: QueryExecutorProvider,
  reader: readonly string[],
  text: string,
  most: number,
): Promise<Near[]> {
  const pairs = pairsOf(text)
  if (pairs.length === 0) return []
  const { rows } = await sql<{ term: string }>`
    select term from search_terms where not is_latin and char_length(term) = 2
      and (left(term, 1) = any (${pairs.map(([one]) => one)}::text[])
        or right(term, 1) = any (${pairs.map(([, other]) => other)}::text[]))
    order by df desc, term limit ${MOST_LOOKED_AT}`.execute(db)
  const near = rows.filter(({ term }) => soundsLikeOne(term, pairs)).slice(0, MOST_NEAR)
  if (near.length === 0) return []
  const { rows: found } = await sql<Near>`
    select t.term, d.key, d.source from unnest(${near.map(({ term }) => term)}::text[]) with ordinality as t (term, n)
    cross join lateral (
      select key, source from search_documents
      where tokens @@ ('''' || t.term || '''')::tsquery and seen_by && ${reader}::text[] limit 1) d
    order by t.n limit ${most}`.execute(db)
  return found
}

type Pair = [string, string]

const pairsOf = (text: string): Pair[] => {
  const pairs = new Map(
    termsOf(text).flatMap(({ term, kind }): [string, Pair][] => {
      const [one, other] = term
      return kind === 'pair' && one !== undefined && other !== undefined ? [[term, [one, other]]] : []
    }),
  )
  return [...pairs.values()].slice(0, MOST_PAIRS)
}

function soundsLikeOne(term: string, pairs: readonly Pair[]) {
  const [one = '', other = ''] = term
  return pairs.some(
    ([first, second]) =>
      (first === one) !== (second === other) &&
      soundsOf(first) === soundsOf(one) &&
      soundsOf(second) === soundsOf(other),
  )
}
