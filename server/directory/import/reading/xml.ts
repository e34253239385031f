import { SaxesParser } from 'saxes'
import { piecesOf } from './encoding.ts'
import { Unreadable } from './unreadable.ts'

export type Attributes = Readonly<Record<string, string>>
export type Listener = {
  open(name: string, attributes: Attributes): void
  text(text: string): void
  close(name: string): void
}

/**
 * Reads a document piece by piece, telling of each element as it comes; after each piece the caller takes what it has
 * gathered. Entities of the document's own are none of ours: they are refused.
 *
 * @throws Unreadable when it is not well-formed
 */
export async function* readXml(chunks: AsyncIterable<Uint8Array>, listener: Listener): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const broken = () => {
    throw new Unreadable('import-file-broken')
  }
  parser.on('doctype', broken)
  parser.on('error', broken)
  parser.on('opentag', ({ name, attributes }) => listener.open(name, attributes as Attributes))
  parser.on('closetag', ({ name }) => listener.close(name))
  parser.on('text', (text) => listener.text(text))
  parser.on('cdata', (text) => listener.text(text))
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of chunks)
    for (const piece of piecesOf(chunk)) {
      parser.write(decoder.decode(piece, { stream: true }))
      yield
    }
  parser.write(decoder.decode())
  parser.close()
  yield
}
