import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'

const TYPE = 'application/vnd.oasis.opendocument.spreadsheet'
const MANIFEST = `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`
const urn = (name: string) => `urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`
const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="${urn('office')}" xmlns:table="${urn('table')}" xmlns:text="${urn('text')}" office:version="1.3"><office:body><office:spreadsheet>`
const TAIL = '</table:table></office:spreadsheet></office:body></office:document-content>'

/** A table as ODS, piece by piece. Every cell is text: codes keep their zeros, and nothing in it is a formula. */
export async function* odsOf(
  name: string,
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<Uint8Array> {
  let made: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    made.push(piece)
  })
  const take = () => {
    const taken = made
    made = []
    return taken
  }
  // First and not packed, so that programs know the file by its beginning.
  const mimetype = new ZipPassThrough('mimetype')
  zip.add(mimetype)
  mimetype.push(strToU8(TYPE), true)
  const manifest = new ZipDeflate('META-INF/manifest.xml')
  zip.add(manifest)
  manifest.push(strToU8(MANIFEST), true)
  const content = new ZipDeflate('content.xml')
  zip.add(content)
  content.push(strToU8(`${HEAD}<table:table table:name="${escaped(name)}">`))
  for await (const row of rows) {
    content.push(strToU8(`<table:table-row>${row.map(cellOf).join('')}</table:table-row>`))
    yield* take()
  }
  content.push(strToU8(TAIL), true)
  zip.end()
  yield* take()
}

const cellOf = (text: string) => {
  const lines = text.split('\n').map((line) => `<text:p>${escaped(line)}</text:p>`)
  return `<table:table-cell office:value-type="string">${lines.join('')}</table:table-cell>`
}

/** Runs of spaces are written as such; characters that XML cannot hold are left out. */
const escaped = (text: string) =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"]/gu, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/ {2,}/gu, (spaces) => ` <text:s text:c="${spaces.length - 1}"/>`)
