import { cleanLine } from '../../platform/zh/text.ts'
import { moment } from './common.ts'
import type { Language, Part } from './letter.ts'

/** Enough to remember by; the whole stands in the reader's own mail. */
const MOST_LINES = 60
const MOST_CHARACTERS = 3000
const ALREADY_QUOTED = /^\s*[>＞]/u
const CUT: Record<Language, string> = { 'zh-TW': '〔以下省略〕', en: '[The rest is left out.]' }

/** What the requester wrote last: their own words, without what they quoted themselves. */
export type Quoted = { name: string; at: Date; text: string }

/**
 * The message that is answered, below the answer. Only its own words and never more than a page of them: however often
 * a mail is answered to and fro, what is quoted does not grow.
 */
export function quoteOf(language: Language, { name, at, text }: Quoted): Part[] {
  const own = text
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .filter((line) => !ALREADY_QUOTED.test(line))
  const lines = trimmed(own)
  if (lines.length === 0) return []
  const kept = cutTo(lines.slice(0, MOST_LINES).join('\n'), MOST_CHARACTERS)
  const isCut = lines.length > MOST_LINES || kept.length < lines.join('\n').length
  const who = cleanLine(name)
  const attribution =
    language === 'en'
      ? `On ${moment('en', at)}, ${who || 'you'} wrote:`
      : `${who || '您'} 於 ${moment('zh-TW', at)} 寫道：`
  return [{ kind: 'quote', attribution, text: isCut ? `${kept}\n${CUT[language]}` : kept }]
}

/** Without empty lines at either end, and with no more than one at a time between. */
function trimmed(lines: readonly string[]): string[] {
  const kept = lines.map((line) => line.trimEnd()).filter((line, n, all) => line !== '' || all[n - 1] !== '')
  while (kept[0] === '') kept.shift()
  while (kept.at(-1) === '') kept.pop()
  return kept
}

/** Never in the middle of a character. */
const cutTo = (text: string, most: number) =>
  text.length <= most
    ? text
    : text
        .slice(0, most)
        .replace(/[\ud800-\udbff]$/u, '')
        .trimEnd()
