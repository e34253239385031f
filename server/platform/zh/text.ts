/** Controls but tab and line feed, and the marks that make text run in another order than it is stored. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const REMOVED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/gu
const COMPATIBILITY_IDEOGRAPHS = /([\uF900-\uFAFF\u{2F800}-\u{2FA1F}]+)/u

const graphemes = new Intl.Segmenter('zh-Hant-TW', { granularity: 'grapheme' })

/**
 * Text from outside as it is kept: composed (NFC), lines ended by \n, without control characters and
 * direction overrides; half a surrogate pair becomes U+FFFD. Rare characters of CNS 11643 stay what they
 * are, also the compatibility ideographs (U+F900…, U+2F800…) that NFC by itself would replace by others,
 * and private characters (造字).
 */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/gu, '\n')
    .replace(REMOVED, '')
    .split(COMPATIBILITY_IDEOGRAPHS)
    .map((piece, n) => (n % 2 === 1 ? piece : piece.normalize('NFC')))
    .join('')

/** As cleanText, in one line: white space of any kind, the full-width one too, becomes one space; none at the ends. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/gu, ' ').trim()

/**
 * How many characters a reader sees: 𠮷 and 👩‍🏫 are one each.
 *
 * @param atMost counting stops at one more than this, so that a megabyte is refused without being counted
 */
export function graphemeCount(text: string, atMost = Number.POSITIVE_INFINITY): number {
  let count = 0
  for (const _ of graphemes.segment(text)) if (++count > atMost) break
  return count
}

/** What a reader sees as single characters. */
export const graphemesOf = (text: string): string[] =>
  [...graphemes.segment(text)].map(({ segment }) => segment)
