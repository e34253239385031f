import { endsIn, SOUND_MARK, termsIn } from '../terms.ts'

/** A field has 65,535 positions, some of them between its parts. */
const MOST_TOKENS = 60_000

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Co}ー]/u
/** Characters that the engine knows as of one script, and leaves as they are. */
const HAN_OR_KANA = /^[\u3005\u3007\u3040-\u30ff\u3400-\u4db5\u4e00-\u9fcc]+$/
const LATIN = /^[a-z\u00c0-\u024f][a-z0-9\u00c0-\u024f]*$/
const NUMBER = /^[0-9]+$/
/** The engine leaves words out that are longer than 250 bytes. */
const MOST_CODES = 240

/**
 * A term as the engine is to keep it: as one word, whatever stands around it. It cuts where the script changes; digits,
 * rare Han characters and those for private use it takes for a part of what stands before them; marks it leaves away,
 * and searches for everything when nothing is left. So what it may not understand is spelt by its codes. It also tries
 * a word as two, wherever they stand in a field: so of what is written without spaces only pairs are words as they are,
 * and no pair is two others.
 */
export function tokenOf(term: string): string {
  const [, second, third] = term
  const isPair = second !== undefined && third === undefined
  const token = spelt(term)
  if (!UNSPACED.test(term) || isPair) return token
  return `${token}${token === term ? '0' : 'z'}`
}

/** What the tokens begin with that begin with a character. */
export const spelt = (term: string): string => {
  const token = term.startsWith(SOUND_MARK)
    ? `sounds${term.slice(SOUND_MARK.length).replace('.', '0')}`
    : term
  return [HAN_OR_KANA, LATIN, NUMBER].some((known) => known.test(token)) ? token : codesOf(term)
}

const codesOf = (term: string) =>
  [...term]
    .map((c) => `u${c.codePointAt(0)!.toString(16)}`)
    .join('')
    .slice(0, MOST_CODES)

/** What a folded text is found by, spaced: what is spaced by itself, and the rest, as one script must not run into the other. */
export function tokensOf(text: string): string[] {
  const terms = termsIn(text).map(({ term }) => term)
  const isUnspaced = (term: string) => UNSPACED.test(term)
  return [
    joined(terms.filter((term) => !isUnspaced(term))),
    joined([...terms.filter(isUnspaced), ...new Set(endsIn(text))]),
  ].filter((tokens) => tokens !== '')
}

/** The sounds of a title, as they come spaced. */
export const tokensOfSounds = (sounds: string): string =>
  joined(sounds.split(' ').filter((sound) => sound !== ''))

const joined = (terms: readonly string[]) =>
  (terms.length > MOST_TOKENS / 2 ? [...new Set(terms)].slice(0, MOST_TOKENS / 2) : terms)
    .map(tokenOf)
    .join(' ')
