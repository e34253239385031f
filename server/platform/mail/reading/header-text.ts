import { charsetOf } from './charsets.ts'
import { readText } from './guess-charset.ts'
import { binary, fromQuotedPrintable } from './transfer.ts'

/** What is learnt while a mail's headers are read. */
export type Notes = {
  /** A charset that something else in the mail speaks for. */
  hint: string | null
  repairs: Set<string>
}

/** The characters of a header: its raw bytes in whatever charset they are; encoded words stay as they are. */
export function rawText(value: Uint8Array, notes: Notes): string {
  const { text, charset, guessed } = readText(value, null, notes.hint)
  // UTF-8 is allowed there (RFC 6532).
  if (guessed && charset !== 'utf-8') notes.repairs.add('charset-guessed')
  return text
}

type Word = { charset: string; encoding: 'b' | 'q'; text: string; start: number; end: number }

/** A header's text with its encoded words (RFC 2047) decoded, however they were abused. */
export function decodeWords(text: string, notes: Notes): string {
  const first = text.indexOf('=?')
  if (first < 0) return text
  let out = ''
  let at = 0
  // Looked for once: words without an end must not each look for it.
  const lastEnd = text.lastIndexOf('?=')
  let word = wordAt(text, first, lastEnd)
  while (word) {
    const run = [word]
    let next = wordAt(text, word.end, lastEnd)
    // Only blanks between two words: they are one text, and a character may be split between them.
    while (next && isBlank(text, run.at(-1)!.end, next.start)) {
      run.push(next)
      next = wordAt(text, next.end, lastEnd)
    }
    out += text.slice(at, word.start) + decodeRun(run, notes)
    at = run.at(-1)!.end
    word = next
  }
  return out + text.slice(at)
}

function isBlank(text: string, start: number, end: number) {
  for (let i = start; i < end; i++) if (!' \t\r\n'.includes(text[i]!)) return false
  return true
}

const LONGEST_CHARSET = 40

/** The first encoded word from here on. */
function wordAt(text: string, from: number, lastEnd: number): Word | undefined {
  for (let start = text.indexOf('=?', from); start >= 0; start = text.indexOf('=?', start + 1)) {
    const mark = text.indexOf('?', start + 2)
    if (mark < 0) return undefined
    const encoding = text[mark + 1]?.toLowerCase()
    const charset = text.slice(start + 2, mark)
    if (mark - start > LONGEST_CHARSET || (encoding !== 'b' && encoding !== 'q') || text[mark + 2] !== '?')
      continue
    if (charset === '' || /\s/.test(charset)) continue
    const begin = mark + 3
    let end = begin > lastEnd ? -1 : text.indexOf('?=', begin)
    // An unencoded question mark before a code: `what?=3F?=`.
    while (
      end >= 0 &&
      encoding === 'q' &&
      /^[0-9A-F]{2}/.test(text.slice(end + 2, end + 4)) &&
      text.indexOf('?=', end + 2) >= 0
    )
      end = text.indexOf('?=', end + 2)
    const cut = end < 0 ? cutAt(text, begin) : end
    return {
      charset: charset.split('*')[0]!,
      encoding,
      text: text.slice(begin, cut),
      start,
      end: end < 0 ? cut : end + 2,
    }
  }
  return undefined
}

/** Where a word ends that nobody ended. */
function cutAt(text: string, from: number) {
  const blank = text.slice(from).search(/[\s"<>]/)
  return blank < 0 ? text.length : from + blank
}

function decodeRun(run: Word[], notes: Notes): string {
  let out = ''
  let bytes: Uint8Array[] = []
  let carried = ''
  run.forEach((word, i) => {
    if (word.encoding === 'b') {
      const text = carried + word.text.replace(/[^A-Za-z0-9+/\-_]/g, '')
      const same = i + 1 < run.length && isSame(word, run[i + 1]!)
      // Four characters of base64 that were split between two words.
      const whole = same && !word.text.trimEnd().endsWith('=') ? text.length - (text.length % 4) : text.length
      carried = text.slice(whole)
      bytes.push(Buffer.from(text.slice(0, whole), 'base64'))
    } else bytes.push(fromQ(word.text))
    if (i + 1 === run.length || !isSame(word, run[i + 1]!)) {
      out += textOf(Buffer.concat(bytes), word.charset, notes)
      bytes = []
      carried = ''
    }
  })
  return out
}

const isSame = (a: Word, b: Word) =>
  a.encoding === b.encoding && a.charset.toLowerCase() === b.charset.toLowerCase()

/** Characters that were not encoded stay what they are: as UTF-8, if there are any beyond ASCII. */
function fromQ(text: string): Uint8Array {
  return fromQuotedPrintable(Buffer.from(text.replaceAll('_', ' '), 'utf8'))
}

/** Bytes in the charset that they are labelled with, or in the one that they are really in. */
function textOf(bytes: Uint8Array, label: string, notes: Notes): string {
  const { text, guessed } = readText(bytes, label, notes.hint)
  if (guessed && charsetOf(label) !== null) notes.repairs.add('charset-guessed')
  return text
}

/** One line of text: unfolded, decoded, without characters that steer. */
export function headerText(value: Uint8Array, notes: Notes): string {
  return oneLine(decodeWords(rawText(value, notes), notes))
}

export const oneLine = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]+/g, ' ')
    .trim()
    .toWellFormed()

/** A header that is only letters, such as a type: as it is, in lower case. */
export const plain = (value: Uint8Array | undefined): string =>
  value ? oneLine(binary(value.subarray(0, 1000))).toLowerCase() : ''
