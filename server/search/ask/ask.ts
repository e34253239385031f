import { countsOf, passes } from '../../../search/counts.ts'
import { rankCandidates, seenOf } from '../../../search/postgres/read.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Found } from '../api.ts'
import { synonymsOf } from '../synonyms.ts'
import { facetsOf, NO_FACETS } from './facets.ts'
import { type Filters, findIndexed, findNumbered, findOwn, type Match } from './find.ts'
import { instead, mostRead } from './instead.ts'
import { noteMissed } from './missed.ts'
import { type Place, present } from './present.ts'
import { type Asker, readerOf, type Searching, saysSomething } from './searching.ts'

const PER_PAGE = 20
/** One's own comes after the best of what all see, and then after every second one. */
const FIRST_OWN = 1.5
const EACH_OWN = 2

type Asked = {
  text: string
  source?: string
  system?: number
  kind?: string
  year?: number
  page?: number
}

/**
 * What this person may see about a text, the best first, twenty a page; what is counted is what they may see, and
 * nothing else. What nothing was found for goes onto the editors' list, and does not say who asked.
 */
export async function ask(deps: Searching, asker: Asker, asked: Asked): Promise<Returned<Found>> {
  const { actor, language } = asker
  const text = asked.text.trim()
  const page = asked.page ?? 1
  const filters = filtersOf(asked)
  if (!saysSomething(text)) return nothing(deps, asker)
  const { reader, also, own, found, numbered } = await findAll(deps, asker, text, filters)
  const all = withFirst(numbered, found.all)
  const passing = withFirst(numbered, found.passing).filter((one) => passes(one, filters))
  const [seen, { hits, terms }] = await Promise.all([
    seenOf(
      deps.db,
      reader,
      [...all, ...passing].map(({ key }) => key),
    ),
    rankCandidates({ db: deps.db, vocabulary: deps.search.vocabulary }, { text, also, reader }, passing),
  ])
  // As the database has them: an engine may not have heard yet what became of some.
  const known = new Map(seen.map((one) => [one.key, one]))
  const still = (some: readonly { key: string }[]) => some.flatMap(({ key }) => known.get(key) ?? [])
  const counted = [...still(all), ...own]
  const ranked = withFirst(still(numbered), still(hits)).filter((one) => passes(one, filters))
  const places = merged(
    ranked,
    own.filter((one) => passes(one, filters)),
  ).slice((page - 1) * PER_PAGE, page * PER_PAGE)
  const isNothing = counted.length === 0
  if (isNothing && page === 1 && !isFiltered(filters)) noteMissed(deps, asker, text)
  const [shown, facets, others] = await Promise.all([
    present(deps, actor, places, terms),
    facetsOf(deps, countsOf(counted, filters), language),
    isNothing ? instead(deps, { actor, reader, text }) : null,
  ])
  return { hits: shown, ...facets, isMore: found.isMore, isFallback: found.isFallback, instead: others }
}

async function findAll(deps: Searching, { actor }: Asker, text: string, filters: Filters) {
  const also = (await synonymsOf(deps)).expand(text)
  const [reader, own] = await Promise.all([
    readerOf(deps, actor),
    findOwn(deps, actor, text),
    // Whoever finds and whoever ranks weigh what is asked: it is remembered for a moment.
    deps.search.vocabulary.weigh({ text, also }),
  ])
  const [found, numbered] = await Promise.all([
    findIndexed(deps, { text, also, reader }, filters),
    findNumbered(deps, reader, text),
  ])
  return { reader, also, own, found, numbered }
}

async function nothing(deps: Searching, { actor }: Asker): Promise<Returned<Found>> {
  const others = { words: [], mostRead: await mostRead(deps, actor) }
  return { hits: [], ...NO_FACETS, isMore: false, isFallback: false, instead: others }
}

const filtersOf = ({ source, system, kind, year }: Asked): Filters => ({
  ...(source !== undefined && { source }),
  ...(system !== undefined && { systemId: system }),
  ...(kind !== undefined && { kind }),
  ...(year !== undefined && { year }),
})

const isFiltered = (filters: Filters) => Object.keys(filters).length > 0

/** These first, and each once. */
function withFirst<One extends { key: string }>(first: readonly One[], others: readonly One[]): One[] {
  return [...new Map([...first, ...others].map((one) => [one.key, one])).values()]
}

function merged(indexed: readonly Match[], own: readonly Match[]): Place[] {
  return [
    ...indexed.map((place, i) => ({ place, at: i + 1 })),
    ...own.map((place, i) => ({ place, at: FIRST_OWN + EACH_OWN * i })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ place }) => place)
}
