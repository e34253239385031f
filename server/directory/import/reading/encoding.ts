import type { Encoding, Separator } from '../shapes.ts'

type Chunks = AsyncIterable<Uint8Array>

/** A decoder may be given very much at once; the service has to answer others in between. */
const PIECE = 64 * 1024
const SAMPLE_LINES = 20

export function* piecesOf(chunk: Uint8Array) {
  for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE)
}

/** Text of a file in pieces. A mark at the beginning is no text; what cannot be read becomes U+FFFD. */
export async function* decoded(chunks: Chunks, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks)
    for (const piece of piecesOf(chunk)) {
      const text = decoder.decode(piece, { stream: true })
      if (text) yield text
    }
  const rest = decoder.decode()
  if (rest) yield rest
}

/**
 * In which encoding a text file is written: what its mark says, else UTF-8 when all of it is, else Big5. A file whose
 * only Chinese stands at its end is recognised too: all of it is looked at.
 */
export async function recogniseEncoding(chunks: Chunks): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let first = true
  for await (const chunk of chunks) {
    if (first) {
      const marked = encodingOfMark(chunk)
      if (marked) return marked
      first = false
    }
    try {
      for (const piece of piecesOf(chunk)) utf8.decode(piece, { stream: true })
    } catch {
      return 'big5'
    }
  }
  try {
    utf8.decode()
    return 'utf-8'
  } catch {
    return 'big5'
  }
}

function encodingOfMark([a, b, c]: Uint8Array): Encoding | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  // Without a mark: of the letters, digits and line ends in any table, half the bytes are zero.
  if (a === 0 && b) return 'utf-16be'
  return b === 0 && a ? 'utf-16le' : undefined
}

/** The separator that the first lines agree on: the one that gives the same, largest number of columns most often. */
export function recogniseSeparator(beginning: string): Separator {
  const lines = beginning.split(/\r\n?|\n/u, SAMPLE_LINES).filter((line) => line.trim() !== '')
  const judged = ([',', '\t', ';'] as const).map((separator) => {
    const counts = lines.map((line) => separatorsIn(line, separator)).filter((count) => count > 0)
    const often = new Map<number, number>()
    for (const count of counts) often.set(count, (often.get(count) ?? 0) + 1)
    const [count = 0, lineCount = 0] =
      [...often].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0] ?? []
    return { separator, count, lineCount }
  })
  judged.sort((one, other) => other.lineCount - one.lineCount || other.count - one.count)
  return judged[0]!.separator
}

function separatorsIn(line: string, separator: string) {
  let count = 0
  let quoted = false
  for (const character of line) {
    if (character === '"') quoted = !quoted
    else if (character === separator && !quoted) count++
  }
  return count
}
