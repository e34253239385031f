import { charsetOf, decodeAs } from './charsets.ts'
import { FREQUENT } from './frequent.ts'

const SAMPLE = 24_000
const CANDIDATES = ['big5', 'gb18030', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1252']
/** How much better a charset must fit than the one that the mail names. */
const DOUBT = 0.8
const DOUBT_SHORT = 1.6
const SHORT = 4
/** It is what programs name that do not know. */
const DOUBT_LATIN = 0.3
/** A CJK charset that reads as badly as this was not meant. */
const UNREADABLE = -1.2

export type Reading = {
  text: string
  /** The charset that was used. */
  charset: string
  /** The mail named none, or another one. */
  guessed: boolean
}

/**
 * Bytes as text, in the charset they are labelled with unless another one plainly fits better: senders name the wrong
 * one, or none. UTF-8 is judged first; between charsets that fit alike Traditional Chinese wins. `hint` is what
 * else in the mail speaks for.
 */
export function readText(bytes: Uint8Array, label: string | null, hint: string | null = null): Reading {
  const named = charsetOf(label)
  const marked = byteOrderMark(bytes)
  if (marked)
    return { text: decodeAs(bytes, marked), charset: marked, guessed: marked !== named && named !== null }
  const first = bytes.findIndex((byte) => byte >= 0x80)
  if (first < 0) return readSevenBits(bytes, named)
  if (named === 'utf-16le' || named === 'utf-16be')
    return { text: decodeAs(bytes, named), charset: named, guessed: false }
  const sample = bytes.subarray(first, first + SAMPLE)
  const charset = sample.length > 0 ? fitting(sample, named, charsetOf(hint)) : 'utf-8'
  return { text: decodeAs(bytes, charset), charset, guessed: charset !== named }
}

function byteOrderMark([a, b, c]: Uint8Array) {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return undefined
}

const SEVEN_BITS = new Set(['iso-2022-jp', 'iso-2022-kr', 'hz', 'utf-7', 'utf-16le', 'utf-16be'])

function readSevenBits(bytes: Uint8Array, named: string | null): Reading {
  if (named && SEVEN_BITS.has(named)) return { text: decodeAs(bytes, named), charset: named, guessed: false }
  const shift = escapes(bytes)
  if (shift) return { text: decodeAs(bytes, shift), charset: shift, guessed: true }
  return { text: decodeAs(bytes, 'utf-8'), charset: named ?? 'utf-8', guessed: false }
}

/** The charset whose escape sequences these are. */
function escapes(bytes: Uint8Array) {
  for (let i = bytes.indexOf(0x1b); i >= 0; i = bytes.indexOf(0x1b, i + 1)) {
    const [a, b, c] = bytes.subarray(i + 1, i + 4)
    if (a === 0x24 && b === 0x29 && c === 0x43) return 'iso-2022-kr'
    if (a === 0x24 && (b === 0x40 || b === 0x42 || b === 0x28)) return 'iso-2022-jp'
    if (a === 0x28 && (b === 0x49 || b === 0x4a)) return 'iso-2022-jp'
  }
  return undefined
}

function fitting(sample: Uint8Array, named: string | null, hint: string | null): string {
  const sequences = utf8Sequences(sample)
  // Two characters of Big5 or GBK may happen to be UTF-8 as well; more do not.
  if (
    sequences >= 3 ||
    (sequences > 0 && (named === null || named === 'utf-8' || named === 'windows-1252'))
  ) {
    if (sequences >= 3 || !hint || hint === 'utf-8' || SEVEN_BITS.has(hint)) return 'utf-8'
  }
  if (named && SEVEN_BITS.has(named)) named = null
  const scores = new Map(CANDIDATES.map((charset) => [charset, score(decodeAs(sample, charset))]))
  if (sequences > 0) scores.set('utf-8', score(decodeAs(sample, 'utf-8')))
  if (hint && scores.has(hint)) scores.set(hint, scores.get(hint)! + 0.5)
  scores.set('big5', scores.get('big5')! + 0.15)
  const [best, bestScore] = [...scores].reduce((a, b) => (b[1] > a[1] ? b : a))
  if (named === null) return bestScore > UNREADABLE ? best : 'utf-8'
  if (named === best) return named
  const text = decodeAs(sample, named)
  const own = named === 'windows-1252' ? scores.get(named)! : score(text)
  const doubt = named === 'windows-1252' ? DOUBT_LATIN : charactersIn(text) < SHORT ? DOUBT_SHORT : DOUBT
  return bestScore > own + doubt ? best : named
}

/** How many characters of several bytes these are when they are UTF-8; -1 when they are not. The end may be cut off. */
function utf8Sequences(bytes: Uint8Array): number {
  let count = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte < 0x80) continue
    const more =
      byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0
    if (more === 0) return -1
    for (let n = 1; n <= more; n++) {
      const next = bytes[i + n]
      if (next === undefined) return bytes.length >= SAMPLE ? count : -1
      if (next < 0x80 || next > 0xbf) return -1
    }
    i += more
    count++
  }
  return count
}

const charactersIn = (text: string) => {
  let count = 0
  for (const character of text) if (character.codePointAt(0)! >= 0x80) count++
  return count
}

/** How much a text looks like one that somebody wrote: about 2 for a good one, below 0 for a wrong charset's. */
function score(text: string): number {
  let total = 0
  let count = 0
  let before = 0x20
  const points = Array.from(text, (character) => character.codePointAt(0)!)
  for (let i = 0; i < points.length; i++) {
    const point = points[i]!
    if (point >= 0x80) {
      count++
      total += worth(point, before, points[i + 1] ?? 0x20)
    }
    before = point
  }
  return count === 0 ? 0 : total / count
}

function worth(point: number, before: number, after: number): number {
  if (point === 0xfffd) return -5
  if (FREQUENT.has(point)) return 2
  if (point < 0xa0) return -3
  if (point < 0x250) return latin(point, before, after)
  // Greek, Cyrillic, Hebrew, Arabic, Thai and the like: only a charset of theirs gives many.
  if (point < 0x2000) return 0.6
  if (point >= 0x4e00 && point <= 0x9fff) return -0.3
  if (point >= 0x3041 && point <= 0x3093) return 1.2
  if (point >= 0x30a1 && point <= 0x30fc) return 0.8
  if (point >= 0x3000 && point <= 0x3015) return 1.5
  if (point >= 0xff01 && point <= 0xff5e) return 0.7
  if (point >= 0xff61 && point <= 0xff9f) return -0.8
  if (point >= 0xac00 && point <= 0xd7a3) return -0.3
  if (point >= 0x2013 && point <= 0x2026) return 0.5
  if (point >= 0xe000 && point <= 0xf8ff) return -4
  return -1
}

const isLetter = (point: number) =>
  (point >= 0x41 && point <= 0x5a) || (point >= 0x61 && point <= 0x7a) || (point >= 0xc0 && point < 0x250)

/** A letter with an accent stands among letters, and hardly ever beside another one of its kind. */
function latin(point: number, before: number, after: number): number {
  if (point < 0xc0 || point === 0xd7 || point === 0xf7) return -1.2
  if (before >= 0xc0 && after >= 0xc0) return -1.5
  if (!isLetter(before) && !isLetter(after)) return -0.3
  return before >= 0xc0 || after >= 0xc0 ? 0.2 : 1
}
