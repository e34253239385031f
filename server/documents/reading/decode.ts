import { UnreadableDocument } from './unreadable.ts'

const HEAD_BYTES = 200
const DECLARED = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/u

/** Under which names programs declare what a browser knows otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  ms950: 'big5',
  cp950: 'big5',
  'x-windows-950': 'big5',
  'big-5': 'big5',
}

/**
 * The characters of an XML file: as its mark or its declaration says where that is true, else UTF-8, else Big5. Many
 * programs declare one and write the other.
 *
 * @throws UnreadableDocument `document-charset`
 */
export function decodeXml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1')
  const marked = markOf(bytes)
  const declared = DECLARED.exec(head.replace(/^\u00EF\u00BB\u00BF/u, ''))?.[1]?.toLowerCase()
  for (const encoding of [marked, declared && (NAMES[declared] ?? declared), 'utf-8', 'big5']) {
    const text = encoding && decoded(bytes, encoding)
    if (text !== undefined && text !== '') return text
  }
  throw new UnreadableDocument('document-charset')
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
