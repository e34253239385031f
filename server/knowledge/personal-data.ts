import { accountsIn } from './personal-data/accounts.ts'
import { addressesIn } from './personal-data/addresses.ts'
import { datesOfBirthIn } from './personal-data/dates-of-birth.ts'
import { type Found, INSTEAD, ORDER, type PersonalKind } from './personal-data/kinds.ts'
import { namesIn } from './personal-data/names.ts'
import { numbersIn } from './personal-data/numbers.ts'
import { phonesIn } from './personal-data/phones.ts'
import { plainOf } from './personal-data/plain.ts'
import { allOf, knownIn } from './personal-data/repeated.ts'

/** One piece of somebody in a text, for a person to confirm. `from` and `to` count UTF-16 units. */
export type PersonalItem = Found & {
  text: string
  /** What stands there instead, 〔姓名〕. */
  replacement: string
}

/** What is known of the people in the case without reading its text: the requester's name, their account. */
export type KnownData = { kind: PersonalKind; text: string }

/**
 * What of people stands in the text of a case, in its order and without overlaps: what looks like it by itself
 * (identity numbers, telephones, mail), what the words around say (姓名：, 生日, 帳號), what is known already, and every
 * other place where any of these stands again. Rather too much than too little: somebody confirms the list.
 *
 * Takes time by the length of the text, however it is made.
 */
export function personalDataOf(text: string, known: readonly KnownData[] = []): PersonalItem[] {
  const plain = plainOf(text)
  const found = [
    ...knownIn(plain, known),
    ...numbersIn(plain),
    ...accountsIn(plain),
    ...phonesIn(plain),
    ...datesOfBirthIn(plain),
    ...addressesIn(plain),
    ...namesIn(plain),
  ]
  const apart = withoutOverlaps(plain, [...found, ...allOf(plain, found)])
  return apart.map(({ kind, from, to }) => ({
    kind,
    from,
    to,
    text: text.slice(from, to),
    replacement: INSTEAD[kind],
  }))
}

/**
 * The text with the chosen items replaced. An item that is no longer where it was found, because the text was changed
 * since, is replaced wherever its words stand: nothing that was chosen stays.
 */
export function withoutPersonalData(text: string, chosen: readonly PersonalItem[]): string {
  const stands = ({ from, to, text: words }: PersonalItem) => words !== '' && text.slice(from, to) === words
  const sorted = chosen.filter(stands).toSorted((a, b) => a.from - b.from || b.to - a.to)
  let result = ''
  let at = 0
  for (const { from, to, replacement } of sorted) {
    if (from >= at) result += text.slice(at, from) + replacement
    at = Math.max(at, to)
  }
  result += text.slice(at)
  const moved = chosen.filter((item) => item.text !== '' && !stands(item))
  return moved.reduce((rest, item) => rest.replaceAll(item.text, () => item.replacement), result)
}

/** The longer one wins; of the shorter stays what it does not share, where that is more than blanks. */
function withoutOverlaps(plain: string, found: readonly Found[]): Found[] {
  const longestFirst = found.toSorted(
    (a, b) =>
      b.to - b.from - (a.to - a.from) || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.from - b.from,
  )
  const taken = new Uint8Array(plain.length)
  const apart: Found[] = []
  for (const { kind, from, to } of longestFirst) {
    let start = from
    let end = to
    while (start < end && taken[start] === 1) start++
    while (end > start && taken[end - 1] === 1) end--
    if (plain.slice(start, end).trim() === '') continue
    taken.fill(1, start, end)
    apart.push({ kind, from: start, to: end })
  }
  return apart.toSorted((a, b) => a.from - b.from)
}
