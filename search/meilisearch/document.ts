import { setImmediate as breathe } from 'node:timers/promises'
import { textsOf } from '../document.ts'
import type { Candidate, Searchable } from '../port.ts'
import { tokensOf, tokensOfSounds } from './tokens.ts'

/** A document as the engine keeps it. */
type MeiliDocument = {
  key: string
  source: string
  seen_by: string[]
  system_ids: number[]
  kind: string
  year: number
  quality: number
  rev: number
  t_bi: string[]
  k_bi: string[]
  b_bi: string[]
  s_bi: string
}

const KEY = /^[A-Za-z0-9_-]{1,200}$/
const VALUE = /^[^\p{C}"\\]{1,100}$/u

/**
 * Whether something can be filtered by. The engine cuts values at 468 bytes, and what it makes of a quotation mark in
 * one is not to be relied on.
 */
export const isValue = (value: string) => VALUE.test(value)

/** @throws RangeError if the engine would refuse it, and all that came with it, or could not filter by it */
function documentOf(one: Searchable): MeiliDocument {
  if (!KEY.test(one.key))
    throw new RangeError(`not the key of a document: ${JSON.stringify(one.key.slice(0, 80))}`)
  const odd = [one.source, one.kind, ...one.seenBy].find((value) => !isValue(value))
  if (odd !== undefined)
    throw new RangeError(`${one.key} has ${JSON.stringify(odd.slice(0, 80))}, which nobody can ask for`)
  const { title, keywords, body, titleSounds } = textsOf(one)
  return {
    key: one.key,
    source: one.source,
    seen_by: [...one.seenBy],
    system_ids: [...one.systemIds],
    kind: one.kind,
    year: one.year,
    // The engine sorts by each value there is: a hundred are enough.
    quality: Math.round(one.quality * 100) / 100,
    rev: one.rev,
    t_bi: tokensOf(title),
    k_bi: tokensOf(keywords),
    b_bi: tokensOf(body),
    s_bi: tokensOfSounds(titleSounds),
  }
}

/** What the engine tells of a document, and how well it fits. */
export type Shown = Omit<MeiliDocument, 'quality' | `${string}_bi`>

export const candidateOf = (hit: Shown, score: number): Candidate => {
  const { key, source, system_ids: systemIds, kind, year } = hit
  return { key, source, systemIds, kind, year, score }
}

/** Far less than the engine takes at once (100 MB), and so many that another's change need not wait long behind them. */
const LONGEST_BODY = 8_000_000
const MOST_AT_ONCE = 1000

const BREATH = 8

/**
 * Lines of JSON, as many together as are sent at once. A document takes about a millisecond: whoever else is served by
 * this process comes in between.
 */
export async function* bodiesOf(documents: Iterable<Searchable>): AsyncGenerator<string> {
  let lines: string[] = []
  let length = 0
  for (const one of documents) {
    if (lines.length % BREATH === BREATH - 1) await breathe()
    const line = JSON.stringify(documentOf(one))
    if (lines.length > 0 && (lines.length >= MOST_AT_ONCE || length + line.length > LONGEST_BODY)) {
      yield lines.join('\n')
      lines = []
      length = 0
    }
    lines.push(line)
    length += line.length
  }
  if (lines.length > 0) yield lines.join('\n')
}
