import { fold } from './fold.ts'
import type { Also } from './port.ts'
import { isLatinTerm, isWholeWord } from './rank.ts'

/** What else may be meant by a word or by several. `weight`: how surely, 0 to 1. */
export type Synonym = { word: string; means: readonly string[]; weight?: number }

/** What is put in by a machine pulls in noise as well: it counts half of what was typed, unless an editor says otherwise. */
const WEIGHT = 0.5
const MOST_ASKED = 1000

/**
 * Finds the other words for what is asked. A word is found wherever it is written, whatever its length and however
 * wide or spaced, Latin ones as whole words only; where a longer one is found, those inside it are not.
 */
export function expander(synonyms: readonly Synonym[]): (text: string) => Also[] {
  const known = synonyms
    .map(({ word, means, weight = WEIGHT }) => ({ word: spaced(word), means, weight }))
    .filter(({ word }) => word !== '')
    .sort((a, b) => b.word.length - a.word.length)
  return (text) => {
    const asked = spaced(text.slice(0, MOST_ASKED))
    const taken: { from: number; to: number }[] = []
    const also = new Map<string, number>()
    for (const { word, means, weight } of known) {
      const places = placesOf(word, asked).filter(
        (one) => !taken.some(({ from, to }) => from <= one.from && one.to <= to),
      )
      if (places.length === 0) continue
      taken.push(...places)
      for (const other of means) also.set(other, Math.max(also.get(other) ?? 0, Math.min(1, weight)))
    }
    return [...also].map(([other, weight]) => ({ text: other, weight }))
  }
}

const NO_WORD = /[^\p{L}\p{N}\p{M}\p{Co}]+/gu
const BESIDE_HAN = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu

/** Folded, one space between words, none beside Han characters. */
const spaced = (text: string) => fold(text).replace(NO_WORD, ' ').trim().replace(BESIDE_HAN, '')

function placesOf(word: string, text: string) {
  const places: { from: number; to: number }[] = []
  for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + word.length)) {
    const to = from + word.length
    if (!isLatinTerm(word) || isWholeWord(text, from, to)) places.push({ from, to })
  }
  return places
}
