/** A system of the catalogue as people may call it. */
export type Named = {
  id: number
  code: string
  name: string
  shortName: string
  oldNames: readonly string[]
}

/** A mail says what it is about in its first lines, if at all; what it quotes further down is about much else. */
const LINES = 6
const LONGEST = 600
const LEAST = 2

/**
 * Which system a mail is about, by any name that the catalogue knows: the longest name found in the subject, else in
 * the first lines.
 *
 * @returns undefined when none is named, or several are named as well as each other
 */
export function guessSystem(systems: readonly Named[], subject: string, text: string): number | undefined {
  const names = systems.flatMap(({ id, code, name, shortName, oldNames }) => [
    // Codes such as ORG or EXAM are also words: they count only as they are written.
    { id, term: code.normalize('NFKC'), exact: true },
    ...[name, shortName, ...oldNames].map((term) => ({ id, term: lower(term), exact: false })),
  ])
  return longest(names, subject) ?? longest(names, beginning(text))
}

type Term = { id: number; term: string; exact: boolean }

function longest(names: readonly Term[], words: string): number | undefined {
  const exactly = words.normalize('NFKC')
  const anyhow = lower(words)
  let length = LEAST
  let ids = new Set<number>()
  for (const { id, term, exact } of names) {
    if (term.length < length || !isNamed(exact ? exactly : anyhow, term)) continue
    if (term.length > length) ids = new Set()
    length = term.length
    ids.add(id)
  }
  const [id, ...others] = ids
  return others.length === 0 ? id : undefined
}

/** Names in letters stand apart from other letters and are no part of an address; Chinese has no such spaces. */
function isNamed(words: string, term: string): boolean {
  for (let at = words.indexOf(term); at >= 0; at = words.indexOf(term, at + 1)) {
    const before = words[at - 1] ?? ' '
    const after = words[at + term.length] ?? ' '
    if (
      !(IN_WORD.test(term[0]!) && JOINED.test(before)) &&
      !(IN_WORD.test(term.at(-1)!) && GOES_ON.test(after))
    )
      return true
  }
  return false
}

const IN_WORD = /[a-z0-9]/i
const JOINED = /[a-z0-9.@_/-]/i
const GOES_ON = /[a-z0-9@_-]/i

const lower = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()

const beginning = (text: string) =>
  text
    .slice(0, LONGEST * 4)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, LINES)
    .join('\n')
    .slice(0, LONGEST)

/** In which language to answer: Chinese, unless there are words and none of them is Chinese. */
export const languageOf = (words: string): 'zh-TW' | 'en' => {
  const start = words.slice(0, 4000)
  return !/\p{Script=Han}/u.test(start) && /[a-z]{2}/i.test(start) ? 'en' : 'zh-TW'
}
