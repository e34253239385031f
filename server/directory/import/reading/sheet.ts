import { readContent } from '../../../files/parts/read.ts'
import { readFile } from '../../../files/queries.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Id } from '../../../platform/values.ts'
import { columnsFor } from '../fields.ts'
import type { Encoding, Format, Preview, Reading, Separator, Subject } from '../shapes.ts'
import { csvRows } from './csv.ts'
import { decoded, recogniseEncoding, recogniseSeparator } from './encoding.ts'
import { odsRows } from './ods.ts'
import { openPackage } from './package.ts'
import { isEmpty, type SheetRow, Unreadable } from './unreadable.ts'
import { xlsxRows } from './xlsx.ts'

type Needed = Pick<Deps, 'db' | 'files' | 'secrets'>
type Source = { fileId: Id<'file'>; format: Format }

const SHOWN_ROWS = 5
/** A heading or two may stand above the names of the columns. */
const HEADER_WITHIN = 10
const BEGINNING = 32_000

/**
 * The rows of the file, from the first. CSV is read as it is decrypted; ODS and XLSX are held packed (the largest
 * upload) and unpacked piece by piece.
 *
 * @throws Unreadable
 */
export async function* rowsOf(
  deps: Needed,
  { fileId, format }: Source,
  how: Pick<Reading, 'encoding' | 'separator'>,
): AsyncGenerator<SheetRow> {
  const chunks = readContent(deps, await readFile(deps.db, fileId))
  if (format === 'csv') return yield* csvRows(chunks, how)
  const packed: Buffer[] = []
  for await (const chunk of chunks) packed.push(chunk)
  const sheet = openPackage(Buffer.concat(packed))
  yield* format === 'ods' ? odsRows(sheet) : xlsxRows(sheet)
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
  source: Source & { subject: Subject },
  wanted: Wanted = {},
): Promise<{ reading: Reading; preview: Preview }> {
  const isText = source.format === 'csv'
  const content = async () => readContent(deps, await readFile(deps.db, source.fileId))
  const encoding = wanted.encoding ?? (isText ? await recogniseEncoding(await content()) : 'utf-8')
  const beginning = isText ? await beginningOf(decoded(await content(), encoding)) : ''
  const separator = wanted.separator ?? (isText ? recogniseSeparator(beginning) : ',')
  const first: SheetRow[] = []
  for await (const row of rowsOf(deps, source, { encoding, separator })) {
    if (!isEmpty(row.cells)) first.push(row)
    if (first.length >= HEADER_WITHIN + SHOWN_ROWS) break
  }
  const header = headerOf(source.subject, first, wanted.headerRow)
  if (!header) throw new Unreadable('import-nothing-in-it')
  const rows = first.filter(({ no }) => no > header.no).slice(0, SHOWN_ROWS)
  const width = Math.max(header.cells.length, ...rows.map(({ cells }) => cells.length))
  const names = Array.from({ length: width }, (_, n) => header.cells[n]?.trim() ?? '')
  const columns = wanted.columns?.length === width ? [...wanted.columns] : columnsFor(source.subject, names)
  return {
    reading: { encoding, separator, headerRow: header.no, columns },
    preview: {
      header: names,
      rows: rows.map(({ no, cells }) => ({ no, cells: names.map((_, n) => cells[n] ?? '') })),
      isGarbled: first.some(({ cells }) => cells.some((cell) => cell.includes('\uFFFD'))),
    },
  }
}

/** The row told, else the one of the first rows in which most columns are known, the first of these. */
function headerOf(subject: Subject, rows: readonly SheetRow[], told: number | undefined) {
  if (told !== undefined) return rows.find(({ no }) => no >= told)
  const known = ({ cells }: SheetRow) => columnsFor(subject, cells).filter((field) => field !== null).length
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
