import { strToU8, zipSync } from 'fflate'
import { odsOf } from '../../server/directory/import/failed-rows/ods.ts'

/** A table as an XLSX file, as Excel writes it: words shared, numbers as numbers. */
export function xlsx(rows: readonly (readonly (string | number | null)[])[]): Uint8Array {
  const words = [...new Set(rows.flat().filter((cell) => typeof cell === 'string'))]
  const cell = (value: string | number | null, column: number, row: number) => {
    const at = `${String.fromCharCode(65 + column)}${row}`
    if (value === null) return ''
    return typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="s"><v>${words.indexOf(value)}</v></c>`
  }
  const sheet = rows
    .map((cells, n) => `<row r="${n + 1}">${cells.map((one, c) => cell(one, c, n + 1)).join('')}</row>`)
    .join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const files = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/></Types>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rels}"><sheets><sheet name="名冊" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rels}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${rels}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${words.map((word) => `<si><t xml:space="preserve">${escaped(word)}</t><rPh sb="0" eb="1"><t>ㄓㄨˋ</t></rPh></si>`).join('')}</sst>`,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** A table as an ODS file, as our own downloads are. */
export async function ods(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  const each = async function* () {
    yield* rows
  }
  for await (const piece of odsOf('名冊', each())) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** An ODS file of this content, packed. */
export const odsWith = (table: string) =>
  zipSync(
    {
      mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
      'content.xml': strToU8(
        `<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet>${table}</office:spreadsheet></office:body></office:document-content>`,
      ),
    },
    { level: 6 },
  )

export async function* chunksOf(bytes: Uint8Array, size = bytes.length || 1): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export async function allOf<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of from) all.push(one)
  return all
}
