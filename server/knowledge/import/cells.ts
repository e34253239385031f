import { cleanLine, cleanText } from '../../platform/zh/text.ts'

/** A sheet of Excel holds so many characters in a cell; what is longer is not exported there. */
export const MOST_IN_EXCEL = 32_767
/** Written in its stead; read again it leaves the field as it is. */
export const TOO_LONG_FOR_EXCEL = '〔超過 Excel 一格的 32,767 字，未匯出；請改用 ODS、CSV 或 JSON〕'

/** What a spreadsheet would run. A number with its sign is none. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u
const GUARDED = /^'(?='*[=+\-@\t\r＝＋－＠])/u
const NUMBER = /^-?\d+(?:[.,]\d+)?$/u

/** Puts a mark before what a spreadsheet would run as a formula, and one more before what looks so marked already. */
export const guarded = (cell: string) =>
  (FORMULA.test(cell) && !NUMBER.test(cell)) || GUARDED.test(cell) ? `'${cell}` : cell

/** A cell as it was before `guarded`. */
export const unguarded = (cell: string) => cell.replace(GUARDED, '')

/** Several words in one cell: between them a `；`, or a line end where a word holds what could part words. */
export function joined(words: readonly string[]): string {
  if (words.some((word) => /[、；;，,]/u.test(word))) return words.map((word) => `${word}\n`).join('')
  return words.join('；')
}

/** The words of such a cell: parted by line ends, else by `；`, else by commas of any kind; a JSON list too. */
export function parted(cell: string): string[] {
  const list = listIn(cell)
  const words = list
    ? list.map(String)
    : cell.split(cell.includes('\n') ? '\n' : /[；;]/u.test(cell) ? /[；;]/u : /[、，,]/u)
  return [...new Set(words.map(cleanLine).filter((word) => word !== ''))]
}

/** What a cell says that is a JSON list; undefined when it is none. */
export function listIn(cell: string): unknown[] | undefined {
  if (!cell.trimStart().startsWith('[')) return undefined
  try {
    const said: unknown = JSON.parse(cell)
    return Array.isArray(said) ? said : undefined
  } catch {
    return undefined
  }
}

/** Text of several lines as it is kept. Excel writes a carriage return as `_x000D_`. */
export const linesOf = (cell: string) => cleanText(cell.replaceAll('_x000D_', '')).trim()
