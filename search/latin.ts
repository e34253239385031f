/** Shorter words are too much like others. */
const LEAST_LIKE = 4
const LEAST_BEGUN = 2
const MOST_DIFFERENT = 0.34
const BEGUN = 0.5
const LIKE = 0.6
const MOST_LIKE = 20
/** A number: of an entry, of a form, of a case. */
const NUMBER = /\p{N}{3,}/u

/**
 * Words that may be meant by this one, the likeliest first, at most twenty: those it begins, while somebody still
 * types, and those that it is a slip of. A wrong, missing, additional or swapped letter is one slip; a third of its
 * letters may be. A number with another digit is another number, though, and no slip.
 */
export function likeLatin(word: string, known: Iterable<string>): { term: string; weight: number }[] {
  if (!/^\p{Script=Latin}/u.test(word) || word.length < LEAST_BEGUN) return []
  const most = word.length < LEAST_LIKE ? 0 : Math.round(word.length * MOST_DIFFERENT)
  const number = numberIn(word)
  const letters = lettersOf(word)
  const found: { term: string; weight: number }[] = []
  for (const other of known) {
    if (other === word) continue
    if (other.startsWith(word)) found.push({ term: other, weight: BEGUN })
    else if (
      most > 0 &&
      Math.abs(other.length - word.length) <= most &&
      missing(letters, lettersOf(other)) <= 2 * most &&
      isSameNumber(number, numberIn(other))
    ) {
      const slips = slipsBetween(word, other)
      const length = Math.max(word.length, other.length)
      if (slips <= most) found.push({ term: other, weight: LIKE * (1 - slips / length) })
    }
  }
  return found.sort((a, b) => b.weight - a.weight || a.term.length - b.term.length).slice(0, MOST_LIKE)
}

const numberIn = (word: string) => NUMBER.exec(word)?.[0]
const isSameNumber = (one: string | undefined, other: string | undefined) =>
  one === undefined || other === undefined || one === other

/** Which letters a word has, a bit each; a cheap way to see that two words are too different to be compared. */
function lettersOf(word: string) {
  let bits = 0
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31)
  return bits
}

/** Letters that only one of them has; each slip brings two at most. */
function missing(one: number, other: number) {
  let n = 0
  for (let bits = one ^ other; bits !== 0; bits &= bits - 1) n++
  return n
}

/** Optimal string alignment distance. */
export function slipsBetween(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, j) => j)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same)
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1)
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return last[other.length]!
}
