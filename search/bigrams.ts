import type { Document, Ranking } from './port.ts'
import { tokensOf } from './tokenizer.ts'

// Okapi BM25 with its usual constants.
const K1 = 1.2
const B = 0.75
const TITLE_WEIGHT = 3
/** Of what the text says, by weight, a document must share this much, and more than one chance pair. */
const LEAST_SHARE = 0.15
const LEAST_TOKENS = 2
/** A long text says what it is about at its beginning. */
const LONGEST_TEXT = 2000

type Counted<Key> = { key: Key; counts: Map<string, number>; length: number }

/** Ranks by shared pairs of characters, in memory: for some hundred documents, such as one person's own cases. */
export const rankByBigrams: Ranking = (text, documents, limit) => {
  const asked = [...new Set(tokensOf(text.slice(0, LONGEST_TEXT)))]
  if (asked.length === 0 || documents.length === 0) return []
  const counted = documents.map(count)
  const averageLength = counted.reduce((sum, { length }) => sum + length, 0) / counted.length || 1
  const weights = new Map(asked.map((token) => [token, rarity(token, counted)]))
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0)

  return counted
    .flatMap(({ key, counts, length }) => {
      const shared = asked.filter((token) => counts.has(token))
      const share = shared.reduce((sum, token) => sum + weights.get(token)!, 0) / all
      if (shared.length < Math.min(LEAST_TOKENS, asked.length) || share < LEAST_SHARE) return []
      const score = shared.reduce((sum, token) => {
        const times = counts.get(token)!
        const saturated = (times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / averageLength))
        return sum + weights.get(token)! * saturated
      }, 0)
      return [{ key, score }]
    })
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
}

function count<Key>({ key, title, body }: Document<Key>): Counted<Key> {
  const counts = new Map<string, number>()
  const add = (tokens: string[], times: number) => {
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + times)
    return tokens.length
  }
  const length =
    add(tokensOf(title), TITLE_WEIGHT) * TITLE_WEIGHT + add(tokensOf(body.slice(0, LONGEST_TEXT)), 1)
  return { key, counts, length }
}

/** Never negative, so that a word common to all of few documents still counts a little. */
function rarity<Key>(token: string, counted: readonly Counted<Key>[]) {
  const holding = counted.filter(({ counts }) => counts.has(token)).length
  return Math.log(1 + (counted.length - holding + 0.5) / (holding + 0.5))
}
