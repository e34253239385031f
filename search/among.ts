import { textsOf } from './document.ts'
import { askedTerms, isWritten, rankedBy, weigh } from './question.ts'
import { rank, timesOf } from './rank.ts'

type Document = { title: string; body: string }

/**
 * Of what the text says, by weight, a document must share this much, and more than one chance pair; or half of its
 * terms: where all are alike, what only the text says would outweigh what they share.
 */
const LEAST_SHARE = 0.15
const HALF = 0.5
const LEAST_TERMS = 2
/** A long text says what it is about at its beginning. */
const LONGEST_TEXT = 2000

/**
 * The documents that are about a text, best first, among a few that are at hand, such as one person's own cases. Who
 * may see them was decided before: nothing is found that was not given.
 */
export function findAmong<D extends Document>(text: string, documents: readonly D[], most: number): D[] {
  const rankable = documents.map((document, i) => {
    const { title, body } = document
    return {
      document,
      key: String(i),
      quality: 0,
      ...textsOf({ title, keywords: '', body: body.slice(0, LONGEST_TEXT) }),
    }
  })
  const asked = askedTerms({ text: text.slice(0, LONGEST_TEXT) }, [])
  const df = new Map(
    asked.map(({ term }) => [term, rankable.filter((one) => timesOf(term, one) > 0).length] as const),
  )
  const weighted = weigh(
    asked.map((one) => ({ ...one, isBegun: false })),
    documents.length,
    df,
  )
  const direct = weighted.filter(isWritten)
  const all = direct.reduce((sum, { weight }) => sum + weight, 0)
  return rank(rankedBy(weighted), rankable)
    .filter(({ document }) => {
      const shared = direct.filter(({ term }) => timesOf(term, document) > 0)
      const share = shared.reduce((sum, { weight }) => sum + weight, 0) / all
      const isEnough = share >= LEAST_SHARE || shared.length >= Math.max(1, HALF * direct.length)
      return shared.length >= Math.min(LEAST_TERMS, direct.length) && isEnough
    })
    .slice(0, most)
    .map(({ document }) => document.document)
}
