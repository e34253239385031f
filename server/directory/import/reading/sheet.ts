import { readContent } from '../../../files/parts/read.ts'
import { readFile } from '../../../files/queries.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Id } from '../../../platform/values.ts'
import { columnsFor, type Fields } from '../fields.ts'
import type { Encoding, Format, Preview, Reading, Separator } from '../shapes.ts'
import { csvRows } from './csv.ts'
import { decoded, recogniseEncoding, recogniseSeparator } from './encoding.ts'
import { jsonRows } from './json.ts'
import { odsRows } from './ods.ts'
import { openPackage } from './package.ts'
import { tableWithin } from './table-within.ts'
import { isEmpty, type SheetRow, Unreadable } from './unreadable.ts'
import { xlsxRows } from './xlsx.ts'

type Needed = Pick<Deps, 'db' | 'files' | 'secrets'>
type Source = { fileId: Id<'file'>; format: Format }
type How = { fields: Fields; longestCell: number }
/** A table, whether it is a file by itself or lies in a ZIP. */
type Table = { format: Exclude<Format, 'zip'>; content: () => AsyncIterable<Uint8Array> }

const SHOWN_ROWS = 5
/** A heading or two may stand above the names of the columns. */
const HEADER_WITHIN = 10
const BEGINNING = 32_000
const LONGEST_SHOWN = 300

/**
 * The rows of the file, from the first. CSV and JSON are read as they are decrypted; ODS, XLSX and ZIP are held packed
 * (the largest upload) and unpacked piece by piece.
 *
 * @throws Unreadable
 */
export async function* rowsOf(
  deps: Needed,
  source: Source,
  reading: Pick<Reading, 'encoding' | 'separator'>,
  how: How,
): AsyncGenerator<SheetRow> {
  yield* rowsOfTable(await tableOf(deps, source), reading, how)
}

async function* rowsOfTable(
  { format, content }: Table,
  reading: Pick<Reading, 'encoding' | 'separator'>,
  { fields, longestCell }: How,
): AsyncGenerator<SheetRow> {
  if (format === 'csv') return yield* csvRows(content(), reading, longestCell)
  if (format === 'json') return yield* jsonRows(content(), fields, longestCell)
  const sheet = openPackage(await whole(content()))
  yield* format === 'ods' ? odsRows(sheet, longestCell) : xlsxRows(sheet, longestCell)
}

/** The bytes of an upload. */
export const contentOf = async (deps: Needed, fileId: Id<'file'>) =>
  whole(readContent(deps, await readFile(deps.db, fileId)))

async function tableOf(deps: Needed, { fileId, format }: Source): Promise<Table> {
  if (format === 'zip') {
    const zip = openPackage(await contentOf(deps, fileId))
    const table = tableWithin(zip.names())
    if (!table) throw new Unreadable('import-zip-table')
    return { format: table.format, content: () => zip.read(table.name) }
  }
  const file = await readFile(deps.db, fileId)
  return { format, content: () => readContent(deps, file) }
}

async function whole(chunks: AsyncIterable<Uint8Array>) {
  const packed: Uint8Array[] = []
  for await (const chunk of chunks) packed.push(chunk)
  return Buffer.concat(packed)
}

export type Wanted = {
  encoding?: Encoding | undefined
  separator?: Separator | undefined
  headerRow?: number | undefined
  columns?: readonly (string | null)[] | undefined
}

/**
 * How the file is read, and its first five rows read so. What is not wanted otherwise is recognised.
 * @throws Unreadable
 */
export async function preview(
  deps: Needed,
  source: Source,
  how: How,
  wanted: Wanted = {},
): Promise<{ reading: Reading; preview: Preview }> {
  const table = await tableOf(deps, source)
  const isText = table.format === 'csv'
  const encoding = wanted.encoding ?? (isText ? await recogniseEncoding(table.content()) : 'utf-8')
  const beginning = isText ? await beginningOf(decoded(table.content(), encoding)) : ''
  const separator = wanted.separator ?? (isText ? recogniseSeparator(beginning) : ',')
  const first: SheetRow[] = []
  for await (const row of rowsOfTable(table, { encoding, separator }, how)) {
    if (!isEmpty(row.cells)) first.push(row)
    if (first.length >= HEADER_WITHIN + SHOWN_ROWS) break
  }
  const header = headerOf(how.fields, first, wanted.headerRow)
  if (!header) throw new Unreadable('import-nothing-in-it')
  const rows = first.filter(({ no }) => no > header.no).slice(0, SHOWN_ROWS)
  const width = Math.max(header.cells.length, ...rows.map(({ cells }) => cells.length))
  const names = Array.from({ length: width }, (_, n) => header.cells[n]?.trim() ?? '')
  const columns = wanted.columns?.length === width ? [...wanted.columns] : columnsFor(how.fields, names)
  return {
    reading: { encoding, separator, headerRow: header.no, columns },
    preview: {
      header: names.map(shortened),
      rows: rows.map(({ no, cells }) => ({ no, cells: names.map((_, n) => shortened(cells[n] ?? '')) })),
      isGarbled: first.some(({ cells }) => cells.some((cell) => cell.includes('\uFFFD'))),
    },
  }
}

const shortened = (cell: string) => (cell.length > LONGEST_SHOWN ? `${cell.slice(0, LONGEST_SHOWN)}…` : cell)

/** The row told, else the one of the first rows in which most columns are known, the first of these. */
function headerOf(fields: Fields, rows: readonly SheetRow[], told: number | undefined) {
  if (told !== undefined) return rows.find(({ no }) => no >= told)
  const known = ({ cells }: SheetRow) => columnsFor(fields, cells).filter((field) => field !== null).length
  return rows
    .slice(0, HEADER_WITHIN)
    .reduce<SheetRow | undefined>((best, row) => (best && known(best) >= known(row) ? best : row), undefined)
}

async function beginningOf(text: AsyncIterable<string>) {
  let beginning = ''
  for await (const piece of text) {
    beginning += piece
    if (beginning.length > BEGINNING) break
  }
  return beginning
}
