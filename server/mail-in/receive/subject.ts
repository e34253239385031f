/** What mail programs put before a subject, in the languages that our requesters' programs speak. */
const PREFIX =
  /^(?:re|fwd?|aw|wg|sv|vs|antw|rv|tr|enc|odp|回[覆复復]|答[覆复復]|回信|回函|轉寄|转寄|轉發|转发|轉信|返信|転送)\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s*[:：]\s*/iu
/** What gateways and our own letters put there in brackets. */
const TAG = /^(?:\[[^\][]{0,40}\]|【[^】【]{0,40}】|\*{2,5}\s*spam\s*\*{2,5}|\((?:spam|外部|external)\))\s*/u
const LONGEST = 1000

/** What a subject is about: without the marks of answering and forwarding, tags in front, capitals and widths. */
export function baseSubject(subject: string): string {
  let rest = subject.slice(0, LONGEST).normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
  for (;;) {
    const bare = rest.replace(PREFIX, '')
    const untagged = bare.replace(TAG, '')
    // A subject that is nothing but a tag is about what the tag says.
    const shorter = untagged.trim() === '' ? bare : untagged
    if (shorter === rest) return rest
    rest = shorter
  }
}

/** A subject as it was written, without the marks of answering and forwarding in front. */
export function withoutPrefix(subject: string): string {
  let rest = subject.slice(0, LONGEST).trim()
  for (let shorter = rest.replace(PREFIX, ''); shorter !== rest; shorter = rest.replace(PREFIX, ''))
    rest = shorter
  return rest
}

/** How much of two subjects has to be alike for them to be about the same. */
const ALIKE = 0.5
/** Shorter than this, one inside the other says nothing. */
const LEAST_INSIDE = 4

/** Whether two subjects are about the same; a mail without a subject never changes it. */
export function isSameSubject(one: string, other: string): boolean {
  const [a, b] = [baseSubject(one), baseSubject(other)]
  if (a === '' || b === '' || a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= LEAST_INSIDE && long.includes(short)) return true
  return likeness(a, b) >= ALIKE
}

/** Dice's coefficient of the pairs of characters: 1 for the same, 0 for nothing in common. */
function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)]
  let common = 0
  for (const [pair, n] of left) common += Math.min(n, right.get(pair) ?? 0)
  const total = sizeOf(left) + sizeOf(right)
  return total === 0 ? 0 : (2 * common) / total
}

function pairsOf(text: string): Map<string, number> {
  const characters = [...text.replaceAll(/[\s\p{P}]/gu, '')]
  const pairs = new Map<string, number>()
  for (let i = 0; i + 1 < characters.length; i++) {
    const pair = `${characters[i]}${characters[i + 1]}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

const sizeOf = (pairs: Map<string, number>) => [...pairs.values()].reduce((sum, n) => sum + n, 0)

const NUMBER = /(?<![a-z\d.-])(\d{3})[-‐‑‒–—―−](\d{6,8})(?![\d-])/giu
const MOST_NUMBERS = 5

/** Case numbers that a subject quotes, in their order, each once. Telephone numbers may be among them. */
export function numbersIn(subject: string): { year: number; seq: number }[] {
  const plain = subject.slice(0, LONGEST).normalize('NFKC')
  const found = new Map<string, { year: number; seq: number }>()
  for (const [, year, seq] of plain.matchAll(NUMBER)) {
    const number = { year: Number(year), seq: Number(seq) }
    if (number.year > 0 && number.seq > 0) found.set(`${number.year}-${number.seq}`, number)
    if (found.size === MOST_NUMBERS) break
  }
  return [...found.values()]
}
