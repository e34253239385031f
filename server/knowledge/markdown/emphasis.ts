import MarkdownIt from 'markdown-it'

const CHINESE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303F\uFE30-\uFE4F\uFF00-\uFFEF\uE000-\uF8FF]/u
const SIGN = /[\p{P}\p{S}]/u
const BLANK = /\s/u

/**
 * CommonMark knows where **strong** begins and ends by blanks and punctuation around it: in 請按**「確定」**鍵 it would
 * not end. Between Chinese characters it may begin and end everywhere.
 */
export class ChineseState extends MarkdownIt.StateInline {
  override scanDelims(start: number, canSplitWord: boolean) {
    const marker = this.src.charCodeAt(start)
    let end = start
    while (end < this.posMax && this.src.charCodeAt(end) === marker) end++
    const last = lastCharacter(this.src.slice(Math.max(0, start - 2), start))
    const next = end < this.posMax ? String.fromCodePoint(this.src.codePointAt(end)!) : ' '
    const isSign = (sign: string) => SIGN.test(sign) && !CHINESE.test(sign)
    const opens =
      !BLANK.test(next) && (!isSign(next) || BLANK.test(last) || isSign(last) || CHINESE.test(last))
    const closes =
      !BLANK.test(last) && (!isSign(last) || BLANK.test(next) || isSign(next) || CHINESE.test(next))
    return {
      can_open: opens && (canSplitWord || !closes || isSign(last)),
      can_close: closes && (canSplitWord || !opens || isSign(next)),
      length: end - start,
    }
  }
}

/** The beginning of a paragraph counts as a blank. */
const lastCharacter = (before: string): string => [...before].at(-1) ?? ' '
