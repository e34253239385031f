type Document = Record<string, unknown>
export type Query = {
  indexUid: string
  q: string
  filter: string[]
  attributesToRetrieve: string[]
  federationOptions: { weight: number }
}

const FIELDS = ['t_bi', 'k_bi', 'b_bi', 's_bi']

const wordsOf = (document: Document) =>
  FIELDS.flatMap((field) => [document[field] ?? []].flat() as string[]).flatMap((tokens) => tokens.split(' '))

/**
 * Federated, as Meilisearch does it: what holds the first word of a query, better the more of the following it holds,
 * each document once, where it fits best. Words are those between spaces; the last is the beginning of one when no space
 * comes behind it.
 */
export function foundBy(queries: readonly Query[], documents: (index: string) => readonly Document[]) {
  const found = queries.flatMap((query, queriesPosition) =>
    documents(query.indexUid)
      .filter((document) => query.filter.every((one) => passes(document, one)))
      .flatMap((document) => {
        const asked = query.q.trim().split(' ')
        const isTyping = !query.q.endsWith(' ')
        const held = new Set(wordsOf(document))
        const holds = (word: string, i: number) =>
          held.has(word) ||
          (isTyping && i === asked.length - 1 && [...held].some((one) => one.startsWith(word)))
        const missing = asked.findIndex((word, i) => !holds(word, i))
        const matchingWords = missing < 0 ? asked.length : missing
        if (matchingWords === 0) return []
        const weightedRankingScore = (query.federationOptions.weight * matchingWords) / asked.length
        const shown = Object.fromEntries(query.attributesToRetrieve.map((name) => [name, document[name]]))
        const _federation = { indexUid: query.indexUid, queriesPosition, weightedRankingScore }
        const words = {
          order: 0,
          matchingWords,
          maxMatchingWords: asked.length,
          score: matchingWords / asked.length,
        }
        return [{ document, hit: { ...shown, _federation, _rankingScoreDetails: { words } } }]
      }),
  )
  const best = found.sort((one, other) => scoreOf(other) - scoreOf(one))
  const first = new Map(best.toReversed().map((one) => [one.document, one.hit]))
  return [...first.values()].reverse()
}

const scoreOf = ({ hit }: { hit: { _federation: { weightedRankingScore: number } } }) =>
  hit._federation.weightedRankingScore

/** `field IN ["a", "b"]`, `field = "a"` and `field = 1`; everything else is refused. */
function passes(document: Document, filter: string): boolean {
  const [, field = '', list, value] = /^(\w+) (?:IN (\[.*\])|= (.+))$/.exec(filter) ?? []
  const wanted: unknown[] = list === undefined ? [JSON.parse(value!)] : JSON.parse(list)
  return [document[field]].flat().some((one) => wanted.includes(one))
}
