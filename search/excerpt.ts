import { folded } from './fold.ts'
import { isWritten } from './question.ts'
import { isLatinTerm, isWholeWord } from './rank.ts'

/** A part of a text as it was written, and which of it is what was asked: from and to, in UTF-16 units of `text`. */
export type Excerpt = { text: string; ranges: [number, number][]; isCutBefore: boolean; isCutBehind: boolean }

type Term = { term: string; weight: number }
type Place = { from: number; to: number; term: string; weight: number }

/** Further in nothing is found, either. */
const MOST_READ = 20_000
const MOST_PLACES = 2000
/** An excerpt begins where a sentence does, when that is so near before what was asked; else a little before it. */
const NEAR = 40
const BEFORE = 12

/** The whole of a short text, such as a title, with what was asked. */
export function highlighted(text: string, asked: readonly Term[]): Excerpt {
  const end = Math.min(text.length, MOST_READ)
  return cut(text, 0, boundary(text, end), placesOf(text, asked))
}

/**
 * The part of a plain text that says most of what was asked, by weight, each term once; its beginning when it says
 * none.
 * @param most UTF-16 units
 */
export function excerptOf(text: string, asked: readonly Term[], most = 120): Excerpt {
  const places = placesOf(text, asked)
  const best = bestStart(places, most)
  const from = best === undefined || text.length <= most ? 0 : startBefore(text, best)
  return cut(text, from, boundary(text, Math.min(text.length, from + most)), places)
}

/** Where what was asked is written, in order. */
function placesOf(written: string, asked: readonly Term[]): Place[] {
  const { text, at } = folded(written.slice(0, MOST_READ))
  const end = Math.min(written.length, MOST_READ)
  const writtenAt = (i: number) => at[i] ?? end
  const places: Place[] = []
  for (const { term, weight } of asked.filter(isWritten))
    for (
      let i = text.indexOf(term);
      i >= 0 && places.length < MOST_PLACES;
      i = text.indexOf(term, i + term.length)
    ) {
      const to = i + term.length
      if (isLatinTerm(term) && !isWholeWord(text, i, to)) continue
      places.push({ from: writtenAt(i), to: endOf(at, to, end), term, weight })
    }
  return places.sort((a, b) => a.from - b.from || a.to - b.to)
}

/** The end of the character, as it was written, whose form ends there: where the next one that was written begins. */
function endOf(at: readonly number[], to: number, end: number) {
  const last = at[to - 1] ?? 0
  let i = to
  while (i < at.length && at[i] === last) i++
  return at[i] ?? end
}

/** Where to begin so that the most, by weight, of different terms comes within reach. */
function bestStart(places: readonly Place[], most: number): number | undefined {
  let best: { from: number; weight: number } | undefined
  let to = 0
  let weight = 0
  const held = new Map<string, number>()
  places.forEach((first, i) => {
    for (; to < places.length && places[to]!.to <= first.from - BEFORE + most; to++) {
      const { term, weight: more } = places[to]!
      const n = held.get(term) ?? 0
      if (n === 0) weight += more
      held.set(term, n + 1)
    }
    if (best === undefined || weight > best.weight + 1e-9) best = { from: first.from, weight }
    if (to <= i) to = i + 1
    else if (held.get(first.term) === 1) {
      held.delete(first.term)
      weight -= first.weight
    } else held.set(first.term, held.get(first.term)! - 1)
  })
  return best?.from
}

const SENTENCE_END = /[。！？；!?\n]/u

function startBefore(text: string, from: number) {
  for (let i = from; i > Math.max(0, from - NEAR); i--)
    if (SENTENCE_END.test(text[i - 1]!)) return skipSpace(text, i, from)
  return from <= NEAR ? 0 : boundary(text, from - BEFORE)
}

const skipSpace = (text: string, from: number, most: number) => {
  let i = from
  while (i < most && /\s/u.test(text[i]!)) i++
  return i
}

/** Goes on with the character before: the other half of it, what is combined with it, or what joins two. */
const JOINED = /^(?:[\udc00-\udfff]|\p{M}|\u200d)/u

/** Not between two units that are one character, nor before what is combined with the character before. */
function boundary(text: string, at: number) {
  let i = at
  while (i > 0 && i < text.length && JOINED.test(text.slice(i, i + 2))) i--
  return i
}

function cut(text: string, from: number, to: number, places: readonly Place[]): Excerpt {
  const ranges: [number, number][] = []
  for (const place of places) {
    const [start, end] = [Math.max(place.from, from) - from, Math.min(place.to, to) - from]
    if (end <= start) continue
    const last = ranges.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else ranges.push([start, end])
  }
  return { text: text.slice(from, to), ranges, isCutBefore: from > 0, isCutBehind: to < text.length }
}
