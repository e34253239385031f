import type { Found, PersonalKind } from './kinds.ts'
import { plainOf } from './plain.ts'

const SHORTEST = 2
/** A text is looked up by its beginning. */
const BEGINNING = 2
/** Extensions, passwords of digits: the same number elsewhere is another one. */
const SAYS_NOTHING = /^\d{1,4}$/

/** Every place where something that was found stands again, `A123456789` not within `XA1234567890`. */
export function allOf(plain: string, found: readonly Found[]): Found[] {
  const kinds = new Map<string, PersonalKind>()
  for (const { kind, from, to } of found) {
    const words = lowerOf(plain.slice(from, to))
    if (!SAYS_NOTHING.test(words)) kinds.set(words, kind)
  }
  return placesOf(plain, kinds)
}

/** What is known of people, wherever it stands: names with a blank between their characters too (王 小 明). */
export function knownIn(plain: string, known: readonly { kind: PersonalKind; text: string }[]): Found[] {
  const kinds = new Map<string, PersonalKind>()
  for (const { kind, text } of known) {
    const words = lowerOf(plainOf(text).trim())
    kinds.set(words, kind)
    if (/^\p{Script=Han}{2,6}$/u.test(words)) kinds.set([...words].join(' '), kind)
  }
  return placesOf(plain, kinds)
}

function placesOf(plain: string, kinds: ReadonlyMap<string, PersonalKind>): Found[] {
  const lengths = new Map<string, Set<number>>()
  for (const words of kinds.keys())
    if (words.length >= SHORTEST) {
      const beginning = words.slice(0, BEGINNING)
      lengths.set(beginning, (lengths.get(beginning) ?? new Set()).add(words.length))
    }
  if (lengths.size === 0) return []
  const lower = lowerOf(plain)
  const found: Found[] = []
  for (let from = 0; from + SHORTEST <= lower.length; from++)
    for (const length of lengths.get(lower.slice(from, from + BEGINNING)) ?? []) {
      const kind = kinds.get(lower.slice(from, from + length))
      if (kind && isWhole(lower, from, from + length)) found.push({ kind, from, to: from + length })
    }
  return found
}

/** Lower case without changing any length: İ would become two units. */
const lowerOf = (plain: string) => plain.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

const isWhole = (text: string, from: number, to: number) => !isJoined(text, from) && !isJoined(text, to)

/** Letters or digits on both sides of a place belong together. */
const isJoined = (text: string, at: number) => {
  const both = text.slice(Math.max(0, at - 1), at + 1)
  return /^(?:[a-z]{2}|\d{2}|[a-z]\d|\d[a-z])$/.test(both)
}
