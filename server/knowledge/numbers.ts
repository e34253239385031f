import { Refusal } from '../platform/refusal.ts'

const DIGITS = 6

export const entryNotFound = () => new Refusal('not-found', 'knowledge-not-found')

/**
 * The number of an entry as somebody types it: `Q948`, `q000948`, full width too; with `bare` also `948`.
 * @returns `Q000948`; undefined when it is no number of an entry
 */
export function entryNumberIn(typed: string, { bare = false } = {}): string | undefined {
  const [, letter, digits] = /^(Q?)(\d{1,9})$/i.exec(typed.normalize('NFKC').trim()) ?? []
  if (!digits || (!letter && !bare)) return undefined
  return `Q${digits.replace(/^0+(?=\d)/, '').padStart(DIGITS, '0')}`
}

/**
 * The number of an entry as people write it, `948` too, as it is kept: `Q000948`.
 * @throws Refusal 'not-found' `knowledge-not-found`: no entry can have this number
 */
export function demandNumber(typed: string): string {
  const number = entryNumberIn(typed, { bare: true })
  if (number === undefined) throw entryNotFound()
  return number
}

/**
 * The place of an entry in the row of all, by its number as people write it.
 * @throws Refusal 'not-found' `knowledge-not-found`: no entry has such a number
 */
export function seqOf(typed: string): number {
  const seq = Number(demandNumber(typed).slice(1))
  if (seq < 1) throw entryNotFound()
  return seq
}
