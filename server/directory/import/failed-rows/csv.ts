/** What a spreadsheet would take for a formula, a telephone with its + too: it is put behind a mark that is not shown. */
const FORMULA = /^[=+\-@\t\r]/u
const NUMBER = /^-?\d+(?:[.,]\d+)?$/u

const cellOf = (text: string) => {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A table as CSV: UTF-8 with the mark without which Excel reads it as Big5; nothing in it is run as a formula. */
export async function* csvOf(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  yield '\uFEFF'
  for await (const row of rows) yield `${row.map(cellOf).join(',')}\r\n`
}
