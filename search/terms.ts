import { fold } from './fold.ts'
import { soundsOf } from './sounds.ts'

/** Grows whenever the same text gives other terms: what was made before is then made anew. */
export const TERMS_VERSION = 1

/** Written without spaces between words. Characters for private use are those of rare names (CNS 11643). */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Co}ー`
const RUN = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, 'gu')
const FIRST_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u')
/** Words of two characters are pairs already. */
const LEAST_WORD = 3
/** What is longer is no word. */
const MOST_WORD = 64
/** Runs are cut into words piece by piece: the time it takes grows faster than their length. */
const MOST_RUN = 200
const words = new Intl.Segmenter('zh-TW', { granularity: 'word' })

/** Said in most questions, about none in particular; found by when there is nothing else. */
const POLITE = `請問 問一 一下 怎麼 麼辦 麼會 怎樣 麼樣 如何 可以 可否 是否 什麼 甚麼 為何 為什 因為 所以 但是 我們 你們 您好 謝謝 協助
   請協 麻煩 目前 現在 這個 那個 已經 還是 或是 以及 我想 想知 知道 多少 多久 需要 應該 時候 哪裡 哪些 有沒 沒有 能不 不能 的話 我的
   the a an of to in is it and or for on with my`
let stop: ReadonlySet<string> | undefined

type Kind = 'pair' | 'word' | 'latin' | 'sound'
export type Term = { term: string; kind: Kind }

/** What is put before a sound, so that no sound is taken for a word. */
export const SOUND_MARK = '~'

/**
 * What a text is found by, in order and with repetitions: pairs of neighbours where words are not spaced (公務人員 → 公務
 * 務人 人員; a character alone is itself), their longer words, and whole words elsewhere (webhr, pemis2k, 115). The same
 * at index and at query time. `sounds`: also how pairs sound, for titles.
 */
export const termsOf = (text: string, { sounds = false } = {}): Term[] => termsIn(fold(text), { sounds })

/** As `termsOf`, of a text that is folded. */
export function termsIn(text: string, { sounds = false } = {}): Term[] {
  stop ??= new Set(fold(POLITE).split(/\s+/))
  const terms: Term[] = []
  for (const [run] of text.matchAll(RUN)) {
    if (!FIRST_UNSPACED.test(run)) {
      if (run.length <= MOST_WORD && !stop.has(run)) terms.push({ term: run, kind: 'latin' })
      continue
    }
    const characters = [...run]
    if (characters.length === 1) terms.push({ term: run, kind: 'pair' })
    for (let i = 1; i < characters.length; i++) {
      const pair = `${characters[i - 1]}${characters[i]}`
      if (stop.has(pair)) continue
      terms.push({ term: pair, kind: 'pair' })
      if (sounds) terms.push({ term: soundOf(characters[i - 1]!, characters[i]!), kind: 'sound' })
    }
    if (characters.length > LEAST_WORD) wordsOf(characters, terms)
  }
  return terms
}

const soundOf = (one: string, other: string) => `${SOUND_MARK}${soundsOf(one)}.${soundsOf(other)}`

function wordsOf(characters: readonly string[], terms: Term[]) {
  for (let from = 0; from < characters.length; from += MOST_RUN)
    for (const { segment } of words.segment(characters.slice(from, from + MOST_RUN).join(''))) {
      const { length } = [...segment]
      if (length >= LEAST_WORD && length <= MOST_WORD) terms.push({ term: segment, kind: 'word' })
    }
}

/**
 * The last characters of what is written without spaces, of a folded text. Every other character begins a pair; with
 * these a character alone is found wherever it stands, by what begins with it.
 */
export function endsIn(text: string): string[] {
  const ends: string[] = []
  for (const [run] of text.matchAll(RUN)) {
    if (!FIRST_UNSPACED.test(run)) continue
    const end = [...run.slice(-2)].at(-1)
    if (end !== undefined) ends.push(end)
  }
  return ends
}
