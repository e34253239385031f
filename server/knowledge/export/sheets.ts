import { Readable } from 'node:stream'
import { csvOf } from '../../directory/import/failed-rows/csv.ts'
import { odsOf } from '../../directory/import/failed-rows/ods.ts'
import { xlsxOf } from '../../directory/import/failed-rows/xlsx.ts'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

export type SheetFormat = keyof typeof TYPES

/** The form that was asked for; ODS when it was none of ours. */
export const sheetFormatOf = (asked: unknown): SheetFormat =>
  asked === 'csv' || asked === 'xlsx' ? asked : 'ods'

/** A table as a file, sent as its rows come. */
export function sheetOf(format: SheetFormat, name: string, rows: AsyncIterable<readonly string[]>) {
  const pieces = format === 'csv' ? csvOf(rows) : format === 'ods' ? odsOf(name, rows) : xlsxOf(name, rows)
  return { type: TYPES[format], body: Readable.from(pieces, { objectMode: false }) }
}
