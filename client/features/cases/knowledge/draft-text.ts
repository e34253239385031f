import type { OfferedDraft } from './queries.ts'

type Found = OfferedDraft['bodyFound'][number]
type Part = { text: string; found: readonly Found[] }

/** One thing that looks like personal data, wherever it stands, with the words around its first place. */
export type Suspect = Pick<Found, 'kind' | 'text' | 'replacement'> & {
  times: number
  before: string
  after: string
}

/** A piece of the draft as it would be kept. */
type Run = { is: 'plain' | 'replaced' | 'stands'; text: string }

const AROUND = 16
/** What stands instead of words that somebody took out by hand. */
export const LEFT_OUT = '〔略〕'

/** What is to be decided, once for each text, in the order in which it is read. */
export function suspectsOf(parts: readonly Part[]): Suspect[] {
  const suspects = new Map<string, Suspect>()
  for (const { text, found } of parts)
    for (const { from, to, text: words, kind, replacement } of found) {
      const known = suspects.get(words)
      if (known) known.times += 1
      else
        suspects.set(words, {
          kind,
          text: words,
          replacement,
          times: 1,
          before: lineOf([...text.slice(0, from)].slice(-AROUND).join('')),
          after: lineOf([...text.slice(to)].slice(0, AROUND).join('')),
        })
    }
  return [...suspects.values()]
}

const lineOf = (text: string) => text.replace(/\s+/gu, ' ')

/**
 * The text as it would be kept: what was found is replaced unless somebody let it stand, and words that they named are
 * taken out wherever they stand.
 */
export function runsOf(
  { text, found }: Part,
  { letStand, leftOut }: { letStand: ReadonlySet<string>; leftOut: readonly string[] },
): Run[] {
  const runs: Run[] = []
  let at = 0
  for (const { from, to, text: words, replacement } of found.toSorted((a, b) => a.from - b.from)) {
    if (from < at) continue
    runs.push(...without(text.slice(at, from), leftOut))
    runs.push(letStand.has(words) ? { is: 'stands', text: words } : { is: 'replaced', text: replacement })
    at = to
  }
  runs.push(...without(text.slice(at), leftOut))
  return runs.filter((run) => run.text !== '')
}

function without(text: string, leftOut: readonly string[]): Run[] {
  const words = leftOut.filter((word) => word !== '').toSorted((a, b) => b.length - a.length)
  if (words.length === 0) return [{ is: 'plain', text }]
  const pattern = new RegExp(
    `(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')).join('|')})`,
    'u',
  )
  return text
    .split(pattern)
    .map((piece, n) => (n % 2 === 1 ? { is: 'replaced', text: LEFT_OUT } : { is: 'plain', text: piece }))
}

export const textOf = (runs: readonly Run[]) => runs.map(({ text }) => text).join('')
