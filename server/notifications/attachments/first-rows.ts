import { csvRows } from '../../directory/import/reading/csv.ts'
import { decoded, recogniseEncoding, recogniseSeparator } from '../../directory/import/reading/encoding.ts'
import { odsRows } from '../../directory/import/reading/ods.ts'
import { openPackage } from '../../directory/import/reading/package.ts'
import { Unreadable } from '../../directory/import/reading/unreadable.ts'
import { xlsxRows } from '../../directory/import/reading/xlsx.ts'

const MOST_ROWS = 200
const MOST_TEXT = 256 * 1024

/**
 * The first rows of a table, or the first lines of a text, to see what they are about.
 *
 * @returns undefined for what is neither, or cannot be read
 */
export async function firstRows(name: string, bytes: Uint8Array): Promise<string[][] | undefined> {
  const ending = /\.([a-z0-9]+)$/i.exec(name.normalize('NFKC'))?.[1]?.toLowerCase()
  try {
    if (ending === 'xlsx') return await take(xlsxRows(openPackage(bytes)))
    if (ending === 'ods') return await take(odsRows(openPackage(bytes)))
    if (ending === 'csv') return await csvOrText(bytes, true)
    if (ending === 'txt' || ending === 'log' || ending === 'xml') return await csvOrText(bytes, false)
    return undefined
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

async function take(rows: AsyncIterable<{ cells: string[] }>): Promise<string[][]> {
  const taken: string[][] = []
  for await (const { cells } of rows) {
    taken.push(cells)
    if (taken.length === MOST_ROWS) break
  }
  return taken
}

async function csvOrText(bytes: Uint8Array, isTable: boolean): Promise<string[][]> {
  // The end of what is looked at may be in the middle of a character: its line is left out.
  const beginning = bytes.length > MOST_TEXT ? bytes.subarray(0, lastLineEnd(bytes)) : bytes
  const encoding = await recogniseEncoding(once(beginning))
  let text = ''
  for await (const piece of decoded(once(beginning), encoding)) text += piece
  if (isTable)
    return take(csvRows(once(beginning), { encoding, separator: recogniseSeparator(text.slice(0, 32_000)) }))
  // A table pasted into a text stands in columns all the same.
  return text
    .split(/\r\n?|\n/u)
    .slice(0, MOST_ROWS)
    .map((line) => line.split(/\t|\s{2,}|[,;|]/u))
    .flatMap((cells) => (cells.length > 1 ? [cells, [cells.join(' ')]] : [cells]))
}

const lastLineEnd = (bytes: Uint8Array) => {
  const end = bytes.lastIndexOf(0x0a, MOST_TEXT)
  return end > 0 ? end : MOST_TEXT
}

async function* once(bytes: Uint8Array) {
  yield bytes
}
