import { cleanLine, graphemesOf } from '../platform/zh/text.ts'

/** As the table of cases counts: code points, never cut inside what a reader sees as one character. */
const LONGEST = 120
/** More is never looked at for a subject, so that a megabyte costs no more than a page. */
const LOOKED_AT = 4000
const ELLIPSIS = '…'
/** A sentence's end is a good place to stop, if not too much is lost by it. */
const GOOD_END = /[。！？；，、.!?;,：:]$|\s$/u
const LEAST_KEPT = 0.6
const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu
const INVISIBLE_FIRST = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/u

/** Ordinary Chinese and ASCII: every code unit is a character, and nobody needs to be asked which. */
const ONE_EACH = /^[\u0020-\u007E\u3000-\u3029\u4E00-\u9FFF\uFF01-\uFF60]*$/

/** Whether a reader would see anything of it. */
export const isVisible = (text: string) => text.replace(INVISIBLE, '') !== ''

/**
 * The subject of a case: as given, else the description's first line; one line of at most 120 characters, cut at a
 * sensible place.
 *
 * @returns '' when there is nothing to see in either; `complete` is false when the given subject was changed on the
 *   way, so that its full words have to be kept elsewhere
 */
export function subjectOf(
  given: string | undefined,
  description: string,
): { title: string; complete: boolean } {
  const subject = cleanLine((given ?? '').slice(0, LOOKED_AT))
  if (!isVisible(subject))
    return { title: shortened(firstLine(description)), complete: !isVisible(given ?? '') }
  const title = shortened(subject)
  return { title, complete: title === given?.trim() }
}

function firstLine(text: string) {
  const lines = text
    .replace(INVISIBLE_FIRST, '')
    .slice(0, LOOKED_AT)
    .split(/[\r\n\v\f\u0085\u2028\u2029]+/u)
  return lines.map(cleanLine).find(isVisible) ?? ''
}

function shortened(line: string): string {
  if (codePoints(line) <= LONGEST) return line
  const kept: string[] = []
  let length = 0
  const beginning = line.slice(0, LONGEST * 2)
  for (const grapheme of ONE_EACH.test(beginning) ? beginning : graphemesOf(beginning)) {
    length += codePoints(grapheme)
    if (length > LONGEST - 1) break
    kept.push(grapheme)
  }
  // One character made of more than 120 code points: nobody reads it, but something has to stand there.
  if (kept.length === 0) return [...line].slice(0, LONGEST).join('')
  const end = kept.findLastIndex((grapheme) => GOOD_END.test(grapheme))
  const sensible = end >= kept.length * LEAST_KEPT ? kept.slice(0, end + 1) : kept
  return `${sensible.join('').trimEnd()}${ELLIPSIS}`
}

const codePoints = (text: string) => [...text].length
