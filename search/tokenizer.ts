import { VARIANTS } from './variants.ts'

/** Written without spaces between words. Characters for private use are those of rare names (CNS 11643). */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Co}ー`
const RUN = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, 'gu')
const FIRST_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u')

/** Said in most questions, about none in particular. */
const STOP = new Set(
  `請問 問一 一下 怎麼 麼辦 麼會 如何 可以 可否 是否 什麼 甚麼 為何 為什 因為 所以 但是 我們 你們 您好 謝謝 協助 請協
   麻煩 目前 現在 這個 那個 已經 還是 或是 以及 the a an of to in is it and or for on with my`.split(/\s+/),
)

/** One form of what people type in several: width, case, compatible and variant characters. */
export const fold = (text: string): string =>
  [...text.toWellFormed().normalize('NFKC').toLowerCase()].map((c) => VARIANTS.get(c) ?? c).join('')

/**
 * What a text is found by, in order and with repetitions: pairs of neighbours where words are not spaced (公務人員 →
 * 公務 務人 人員; a character alone is itself), whole words elsewhere (webhr, pemis2k, 115). The same at index and at
 * query time.
 */
export function tokensOf(text: string): string[] {
  const tokens: string[] = []
  for (const [run] of fold(text).matchAll(RUN)) {
    if (!FIRST_UNSPACED.test(run)) tokens.push(run)
    else {
      const characters = [...run]
      if (characters.length === 1) tokens.push(run)
      for (let i = 1; i < characters.length; i++) tokens.push(`${characters[i - 1]}${characters[i]}`)
    }
  }
  return tokens.filter((token) => !STOP.has(token))
}
