import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Reading } from '../shapes.ts'
import { decoded } from './encoding.ts'
import { LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, type SheetRow, Unreadable } from './unreadable.ts'

/** A quote that is never closed would make one cell of the rest of the file. */
const LONGEST_RECORD = 200_000

/** The rows of a CSV file, one after the other, in bounded memory. @throws Unreadable */
export async function* csvRows(
  chunks: AsyncIterable<Uint8Array>,
  { encoding, separator }: Pick<Reading, 'encoding' | 'separator'>,
  longestCell = LONGEST_CELL,
): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: Math.max(LONGEST_RECORD, 4 * longestCell),
  })
  pipeline(Readable.from(decoded(chunks, encoding)), parser, () => {})
  let no = 0
  try {
    for await (const record of parser) {
      no += 1
      if (no > MOST_ROWS) throw new Unreadable('import-too-many-rows')
      const cells = (record as string[]).slice(0, MOST_COLUMNS)
      yield { no, cells: cells.map((cell) => cell.slice(0, longestCell)) }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new Unreadable('import-file-broken')
    throw error
  }
}
