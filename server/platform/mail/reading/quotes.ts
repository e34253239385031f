import { MARK } from './html-words.ts'
import { attributionAt, isForwarded, isHeadBlock, isRule, isSeparator } from './quote-lines.ts'

/** New words, and what they quote of earlier mails. */
export type Folded = { text: string; quoted: string }

const FORWARD = /^\s*(fw|fwd|轉寄|轉發|转发|転送|轉送|tr|wg)\s*[:：]/i

/**
 * Parts the new words from what is quoted above and below them. A forwarded mail is what the sender wants read: it
 * stays. So does a quote between new words, which are no answer without it; and everything, when nothing new is left.
 */
export function foldQuotes(words: string, subject: string): Folded {
  const lines = words.split('\n')
  if (FORWARD.test(subject)) return { text: tidy(lines.filter(isNoMark)), quoted: '' }
  const kinds = kindsOf(lines)
  const news = lines.map((line, i) => kinds[i] === 'new' && line.trim() !== '')
  const first = news.indexOf(true)
  const last = lastNew(lines, news)
  if (first < 0) return { text: tidy(lines.filter(isNoMark)), quoted: '' }
  const isQuoted = (_: string, i: number) => i < first || i > last
  return {
    text: tidy(lines.filter((line, i) => isNoMark(line) && !isQuoted(line, i))),
    quoted: tidy(lines.filter((line, i) => isNoMark(line) && isQuoted(line, i))),
  }
}

const FOOTER =
  /免責|聲明|机密|機密|保密|confidential|disclaimer|privileged|unsubscribe|取消訂閱|取消订阅|mailing list|防毒|病毒|virus/i
const SHORT_FOOTER = 1500

/** The last new line; what a gateway puts below the quote to every mail is none. */
function lastNew(lines: string[], news: boolean[]) {
  const last = news.lastIndexOf(true)
  let start = last
  while (start > 0 && (news[start - 1] || lines[start - 1]!.trim() === '')) start--
  const before = start > 0 ? news.lastIndexOf(true, start - 1) : -1
  if (before < 0) return last
  const below = lines.slice(start, last + 1).join('\n')
  return below.length < SHORT_FOOTER && FOOTER.test(below) ? before : last
}

const MARKS: string[] = Object.values(MARK)
const isNoMark = (line: string) => !MARKS.includes(line)

/** Without empty lines at its ends, and never more than two of them in a row. */
function tidy(lines: string[]) {
  const kept: string[] = []
  let empty = 0
  for (const line of lines) {
    empty = line === '' ? empty + 1 : 0
    if (empty <= 2 && !(line === '' && kept.length === 0)) kept.push(line)
  }
  while (kept.at(-1)?.trim() === '') kept.pop()
  return kept.join('\n')
}

type Kind = 'new' | 'quoted'

function kindsOf(lines: string[]): Kind[] {
  const kinds: Kind[] = new Array(lines.length).fill('new')
  const fill = (from: number, to: number) => void kinds.fill('quoted', from, to)
  let depth = 0
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (line === MARK.begin) depth++
    if (line === MARK.end) depth = Math.max(0, depth - 1)
    if (isForwarded(line) && depth <= 1) {
      // Everything in it is what the sender passes on.
      if (depth === 1) unquote(kinds, lines, i)
      return kinds
    }
    if (depth > 0 || line === MARK.end) {
      kinds[i] = 'quoted'
      continue
    }
    if (line === MARK.below || isSeparator(line) || isHeadBlock(lines, ruleBefore(lines, i))) {
      fill(i, lines.length)
      return kinds
    }
    if (line.trimStart().startsWith('>')) {
      kinds[i] = 'quoted'
      continue
    }
    const attribution = attributionAt(lines, i)
    if (attribution === 0) continue
    const next = nextWords(lines, i + attribution)
    fill(i, i + attribution)
    if (next === undefined || next.startsWith('>') || next === MARK.begin) i += attribution - 1
    else {
      fill(i, lines.length)
      return kinds
    }
  }
  return kinds
}

/** A forwarded mail inside a quote's mark: its words are no quote. */
function unquote(kinds: Kind[], lines: string[], at: number) {
  const begin = lines.lastIndexOf(MARK.begin, at)
  for (let i = Math.max(begin, 0); i < at; i++) kinds[i] = 'new'
}

/** A rule above the heads of an earlier mail belongs to them. */
function ruleBefore(lines: string[], i: number) {
  if (!isRule(lines[i]!)) return i
  return lines[i + 1]?.trim() === '' ? i + 2 : i + 1
}

const NEAR = 4

function nextWords(lines: string[], from: number) {
  for (let i = from; i < Math.min(lines.length, from + NEAR); i++) {
    const words = lines[i]!.trim()
    if (words !== '') return words
  }
  return undefined
}
