import { randomFillSync } from 'node:crypto'

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RANDOM_DIGITS = 16
const TIME_DIGITS = 10

/** Makes ULIDs: 26 characters that sort by time; of one millisecond each is the one before, counted up. */
export function ulids(now: () => number): () => string {
  let last = -1
  let random: number[] = []
  return () => {
    const at = Math.max(now(), last)
    random = at === last ? countedUp(random) : fresh()
    last = at
    return digitsOf(at) + random.map((digit) => DIGITS[digit]).join('')
  }
}

function digitsOf(time: number) {
  let digits = ''
  for (let rest = time, i = 0; i < TIME_DIGITS; i++) {
    digits = DIGITS[rest % 32] + digits
    rest = Math.floor(rest / 32)
  }
  return digits
}

const fresh = () =>
  // The first digit is kept small, so that counting up never runs out.
  [...randomFillSync(new Uint8Array(RANDOM_DIGITS))].map((byte, i) => (i === 0 ? byte % 16 : byte % 32))

function countedUp(digits: readonly number[]) {
  const next = [...digits]
  for (let i = next.length - 1; i >= 0; i--) {
    next[i] = (next[i]! + 1) % 32
    if (next[i] !== 0) break
  }
  return next
}
