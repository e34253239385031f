import { likeLatin } from './latin.ts'
import type { Question } from './port.ts'
import { SOUND_MARK, termsOf } from './terms.ts'

/** What is beyond says what the beginning says. */
const MOST_ASKED = 1000
const MOST_ASKED_TERMS = 400
const MOST_ALSO = 20
/** Words with letters whose slips are forgiven. */
const MOST_LATIN = 8
const MOST_RANKED_TERMS = 48
/** What begins with one character is taken to be this share of everything. */
const BEGUN_SHARE = 0.02
/** So many documents are looked at, about, by the rarest of what is asked; and at least two of its terms. */
const MOST_LOOKED_AT = 2000
const LEAST_TERMS = 2
const MOST_MATCHED = 5000
const MOST_TERMS = 12
const MOST_OTHERS = 8
const MOST_UNKNOWN = 24
/** What holds less, by weight, of the rarest of what is asked, is no match. */
const LEAST_SHARE = 0.1

/** A term that may be meant, and how surely: 0 to 1. `isBegun`: one character alone; whatever begins with it. */
export type Asked = { term: string; sure: number; isBegun: boolean; isDirect: boolean }
/** What is asked, in how many documents it is, and how much it says: its rarity, times how surely it was meant. */
export type Weighted = Asked & { df: number; weight: number }

/**
 * The terms that a question may mean, the surest first to come: its own, how they sound, Latin words it is a slip or a
 * beginning of, and other words for it.
 * @param latin the Latin words of all documents
 */
export function askedTerms(
  { text, also = [] }: Pick<Question, 'text' | 'also'>,
  latin: Iterable<string>,
): Asked[] {
  const asked = new Map<string, Asked>()
  const add = (term: string, sure: number, isDirect: boolean) => {
    if ((asked.get(term)?.sure ?? 0) < sure && (asked.has(term) || asked.size < MOST_ASKED_TERMS))
      asked.set(term, { term, sure, isBegun: isOneCharacter(term), isDirect })
  }
  const own = termsOf(text.slice(0, MOST_ASKED), { sounds: true })
  for (const { term, kind } of own) add(term, 1, kind !== 'sound')
  const words = new Set(own.flatMap(({ term, kind }) => (kind === 'latin' ? [term] : [])))
  for (const word of [...words].slice(0, MOST_LATIN))
    for (const like of likeLatin(word, latin)) add(like.term, like.weight, false)
  for (const other of also.slice(0, MOST_ALSO))
    for (const { term } of termsOf(other.text.slice(0, MOST_ASKED))) add(term, other.weight, false)
  return [...asked.values()]
}

const isOneCharacter = (term: string) => {
  const [first = '', second] = term
  return second === undefined && !/[\p{Script=Latin}\p{N}]/u.test(first)
}

/** Weighs what is asked by how rare it is, those first that say most. @param df documents that hold a term */
export function weigh(
  asked: readonly Asked[],
  documents: number,
  df: ReadonlyMap<string, number>,
): Weighted[] {
  return asked
    .map((one) => {
      const held = Math.min(
        documents,
        one.isBegun ? Math.ceil(documents * BEGUN_SHARE) : (df.get(one.term) ?? 0),
      )
      return { ...one, df: held, weight: one.sure * Math.log(1 + (documents - held + 0.5) / (held + 0.5)) }
    })
    .sort((a, b) => b.weight - a.weight)
}

/** What is searched by: `known` terms together, `unknown` ones that no count has seen yet, and what the least match holds. */
export type Sought = { known: Weighted[]; unknown: string[]; least: number }

/**
 * The rarest of what is asked, so that few documents have to be looked at, however long and common the question; and of
 * what may be meant besides, what says most, so that it never takes the place of what was typed.
 */
export function soughtOf(weighted: readonly Weighted[]): Sought {
  const there = weighted.filter(({ df }) => df > 0)
  const typed = there.filter(isOwn)
  const own = withTyped(rarest(typed, MOST_TERMS), typed)
  const others = rarest(there.filter((one) => !isOwn(one)).slice(0, MOST_OTHERS), MOST_OTHERS)
  const direct = own.filter(({ isDirect }) => isDirect).reduce((all, { weight }) => all + weight, 0)
  return {
    known: [...own, ...others],
    unknown: unknownIn(weighted).map(({ term }) => term),
    least: LEAST_SHARE * direct,
  }
}

/** The rarest that was typed is among them, however many documents it is in. */
function withTyped(some: Weighted[], own: readonly Weighted[]): Weighted[] {
  const [typed] = own.filter(({ isDirect }) => isDirect).sort((a, b) => a.df - b.df)
  return typed === undefined || some.some(({ isDirect }) => isDirect) ? some : [...some, typed]
}

/**
 * So many documents are looked at, at most: the same as the rarest are in, unless the only one is too common. Of what a
 * single term is asked for all are alike, and it is still being typed: fewer do.
 */
export const mostMatched = (known: readonly Weighted[]) =>
  known.length < LEAST_TERMS ? MOST_LOOKED_AT : MOST_MATCHED

/** Typed, or sounding like it. */
const isOwn = (one: Weighted) => one.isDirect || !isWritten(one)

function rarest(terms: readonly Weighted[], most: number): Weighted[] {
  const some: Weighted[] = []
  let sum = 0
  for (const one of terms.toSorted((a, b) => a.df - b.df)) {
    const room = some.length < LEAST_TERMS ? MOST_MATCHED : MOST_LOOKED_AT
    if (some.length >= most || (some.length > 0 && sum + one.df > room)) break
    some.push(one)
    sum += one.df
  }
  return some
}

/** What was typed, and is in no document that was counted. */
const unknownIn = (weighted: readonly Weighted[]) =>
  weighted.filter(({ df, isDirect }) => df === 0 && isDirect).slice(0, MOST_UNKNOWN)

/** What candidates are ranked by, and excerpts are made with: what says most. */
export const rankedBy = (weighted: readonly Weighted[]): { term: string; weight: number }[] =>
  [...weighted.filter(({ df }) => df > 0).slice(0, MOST_RANKED_TERMS), ...unknownIn(weighted)].map(
    ({ term, weight }) => ({ term, weight }),
  )

/** Those that can be seen in a text. */
export const isWritten = ({ term }: { term: string }) => !term.startsWith(SOUND_MARK)
