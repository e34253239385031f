import type { FederatedMultiSearchParams } from 'meilisearch'
import type { Question } from '../port.ts'
import type { Sought } from '../question.ts'
import { SHOWN } from './settings.ts'
import { spelt, tokenOf } from './tokens.ts'

/** The engine reads no more words of a question. */
const MOST_WORDS = 10
/** So many of the terms that say most may each be the one that is held together with others. */
const CHAINS = 4
const PAIRED = 5
const MOST_CANDIDATES = 1000

type Filters = Pick<Question, 'reader' | 'source' | 'systemId' | 'kind' | 'year'>

/** About what a term weighs that has not been counted yet. */
const UNKNOWN_WEIGHT = 8

const quoted = (value: string) => `"${value}"`

/** What documents must be for this reader to be told of them. */
export const seenBy = (reader: readonly string[]): string => `seen_by IN [${reader.map(quoted).join(', ')}]`

/** Of values that are such: see `isValue`. */
const filterOf = ({ reader, source, systemId, kind, year }: Filters): string[] => [
  seenBy(reader),
  ...(source === undefined ? [] : [`source = ${quoted(source)}`]),
  ...(systemId === undefined ? [] : [`system_ids = ${systemId}`]),
  ...(kind === undefined ? [] : [`kind = ${quoted(kind)}`]),
  ...(year === undefined ? [] : [`year = ${year}`]),
]

type Said = { term: string; weight: number }
/** Words in the order in which what holds them is wanted. */
export type Search = { words: Said[]; isBegun: boolean }

/**
 * The searches whose findings together, merged by the engine, are what may fit. It finds what holds the first word of a
 * search, those first that hold the most of the others in their order; so each term comes first once, the terms that
 * say most before the others, and each of the best pairs is asked for.
 */
export function searchesOf({ known, unknown, least }: Sought): Search[] {
  const ordered = known.toSorted((one, other) => other.weight - one.weight)
  const whole = ordered.filter(({ isBegun }) => !isBegun)
  const search = (...words: Said[]): Search => ({ words, isBegun: false })
  return [
    ...whole.map((one, i) => {
      const isMatchAlone = i >= CHAINS && one.weight >= least
      return search(...whole.slice(i, isMatchAlone ? i + 1 : i + MOST_WORDS))
    }),
    // Neighbours are together in a chain already.
    ...whole.slice(0, PAIRED).flatMap((one, i, some) => some.slice(i + 2).map((other) => search(one, other))),
    ...ordered.filter(({ isBegun }) => isBegun).map((one) => ({ words: [one], isBegun: true })),
    ...unknown.map((term) => search({ term, weight: UNKNOWN_WEIGHT })),
  ]
}

export const weightOf = (words: readonly Said[]) => words.reduce((sum, { weight }) => sum + weight, 0)

/** What the engine is sent. */
export function requestOf(
  index: string,
  searches: readonly Search[],
  question: Filters & Pick<Question, 'most'>,
) {
  const filter = filterOf(question)
  return {
    federation: { limit: Math.min(question.most, MOST_CANDIDATES) },
    queries: searches.map(({ words, isBegun }) => ({
      indexUid: index,
      // With nothing behind it, the last word is taken for the beginning of one.
      q: isBegun
        ? words.map(({ term }) => spelt(term)).join()
        : `${words.map(({ term }) => tokenOf(term)).join(' ')} `,
      filter,
      locales: ['eng'],
      attributesToRetrieve: SHOWN,
      matchingStrategy: 'last',
      // Of how many words it holds the first.
      showRankingScoreDetails: true,
      federationOptions: { weight: weightOf(words) },
    })),
  } satisfies FederatedMultiSearchParams
}
