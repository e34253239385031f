import { findAmong } from '../../../search/among.ts'
import { passes } from '../../../search/counts.ts'
import type { Also, Candidate, Question } from '../../../search/port.ts'
import { seenOf } from '../../../search/postgres/read.ts'
import type { Actor } from '../../platform/actor.ts'
import { isIndexed, isOwn, type OwnShown } from '../source.ts'
import type { Searching } from './searching.ts'

export type Filters = Pick<Question, 'source' | 'systemId' | 'kind' | 'year'>
/** One that was found, as it is counted. `own`: one's own, and what is shown of it. */
export type Match = Omit<Candidate, 'score'> & { own?: OwnShown }

const MOST_CANDIDATES = 1000
const MOST_OWN = 200

type Sought = { text: string; also: readonly Also[]; reader: readonly string[] }

/**
 * What an engine has about a text, the likeliest first: without filters, to be counted, and what passes them. It may not
 * have heard yet that something was hidden.
 */
export async function findIndexed(
  { search, sources }: Pick<Searching, 'search' | 'sources'>,
  sought: Sought,
  filters: Filters,
) {
  const question = { ...sought, most: MOST_CANDIDATES }
  const { candidates, isFallback } = await search.find(question)
  const isMore = candidates.length >= MOST_CANDIDATES
  const isFiltered = Object.values(filters).some((filter) => filter !== undefined)
  const isHere = filters.source === undefined || sources.some(({ name }) => name === filters.source)
  // What passes may be beyond those that were found without filters.
  const passing =
    isMore && isFiltered && isHere
      ? (await search.find({ ...question, ...filters })).candidates
      : candidates.filter((one) => passes(one, filters))
  return { all: candidates, passing, isMore, isFallback }
}

/** What is this person's own and about the text, of each source the best first. */
export async function findOwn(
  { db, sources }: Pick<Searching, 'db' | 'sources'>,
  actor: Actor | undefined,
  text: string,
): Promise<Match[]> {
  const found = await Promise.all(
    sources.filter(isOwn).map(async ({ name, among }) => {
      const all = (await among(db, actor)).map((own) => ({ own, title: titleOf(own), body: own.text }))
      const named = all.filter(({ own }) => own.number !== null && sameNumber(own.number, text))
      const about = findAmong(text, all, MOST_OWN).filter((one) => !named.includes(one))
      return [...named, ...about].map(({ own }) => ({ ...own, source: name, own }))
    }),
  )
  return found.flat()
}

const titleOf = ({ title, systems }: OwnShown) =>
  [title, ...systems.map(({ shortName }) => shortName)].join(' ')

const sameNumber = (number: string, typed: string) => plain(number) === plain(typed)
const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()

/** What people call by this number, where this person may see it. */
export async function findNumbered(
  { db, sources }: Pick<Searching, 'db' | 'sources'>,
  reader: readonly string[],
  text: string,
): Promise<Match[]> {
  const keys = await Promise.all(sources.filter(isIndexed).map(({ numbered }) => numbered?.(db, text)))
  return seenOf(
    db,
    reader,
    keys.filter((key) => key !== undefined),
  )
}
