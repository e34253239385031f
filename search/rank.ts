import type { Texts } from './document.ts'
import { SOUND_MARK } from './terms.ts'

/** A document that may fit. `quality`, 0 to 1: how good others found it. */
export type Rankable = Texts & { key: string; quality: number }

// Okapi BM25 with its usual constants.
const K1 = 1.2
const B = 0.7
const TITLE = 3
const KEYWORDS = 2
/** A title that only sounds alike says less than one that is written alike. */
const SOUND = 0.25
const QUALITY = 0.05
/** What is beyond makes no difference to the order, so that a few long documents do not make everybody wait. */
const MOST_READ = 4000

/**
 * Puts documents in order, best first: BM25 over what they share with what is asked, by field, whatever engine found
 * them. Those that are alike stay in the order they came in.
 */
export function rank<Document extends Rankable>(
  asked: readonly { term: string; weight: number }[],
  documents: readonly Document[],
): { document: Document; score: number }[] {
  const read = documents.map((document) => ({ document, texts: shortened(document) }))
  const lengths = read.map(({ texts }) => lengthOf(texts))
  const average = lengths.reduce((sum, n) => sum + n, 0) / documents.length || 1
  return read
    .map(({ document, texts }, i) => {
      const norm = K1 * (1 - B + (B * lengths[i]!) / average)
      let score = 0
      for (const { term, weight } of asked) {
        const times = timesOf(term, texts)
        if (times > 0) score += (weight * times * (K1 + 1)) / (times + norm)
      }
      return { document, score: score * (1 + QUALITY * document.quality) }
    })
    .sort((one, other) => other.score - one.score)
}

const shortened = ({ title, keywords, body, titleSounds }: Texts): Texts => ({
  title,
  keywords,
  body: body.slice(0, MOST_READ),
  titleSounds,
})

const lengthOf = ({ title, keywords, body }: Texts) =>
  TITLE * title.length + KEYWORDS * keywords.length + body.length

/** How often a text says a term, a title more than a body. */
export function timesOf(term: string, { title, keywords, body, titleSounds }: Texts): number {
  if (term.startsWith(SOUND_MARK)) return SOUND * TITLE * count(titleSounds, `${term} `)
  const of = LATIN.test(term) ? countWords : count
  return TITLE * of(title, term) + KEYWORDS * of(keywords, term) + of(body, term)
}

const LATIN = /^[\p{Script=Latin}\p{N}]/u
const IN_WORD = /[\p{L}\p{N}]/u
const HAN = /\p{Script=Han}/u

function count(text: string, part: string) {
  let n = 0
  for (let i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length)) n++
  return n
}

/** Only whole words: the letters before and behind belong to a word as well, unless they are Han. */
function countWords(text: string, word: string) {
  let n = 0
  for (let i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + word.length))
    if (isWholeWord(text, i, i + word.length)) n++
  return n
}

/** Whether what stands from one place to another is not a part of a longer Latin word or number. */
export const isWholeWord = (text: string, from: number, to: number) =>
  !goesOn(text[from - 1]) && !goesOn(text[to])

const goesOn = (c: string | undefined) => c !== undefined && IN_WORD.test(c) && !HAN.test(c)

/** Whether a term stands for itself only as a whole word. */
export const isLatinTerm = (term: string) => LATIN.test(term)
