/** All control characters but those that text files do hold: tab, line ends, form feed, DOS end of file, escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_TEXT = /[\0-\x08\x0E-\x19\x1C-\x1F\x7F]/
const HEAD = 4_096

/**
 * The file as characters, when it is text: UTF-8, Big5 or any other encoding that keeps ASCII (read as
 * Latin-1, enough to look for markup and commands), or UTF-16 with its mark. Undefined: it is not text.
 */
export function asText(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, 0xff, 0xfe)) return unlessBinary(new TextDecoder('utf-16le').decode(bytes))
  if (startsWith(bytes, 0xfe, 0xff)) return unlessBinary(new TextDecoder('utf-16be').decode(bytes))
  const text = startsWith(bytes, 0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes
  return NOT_TEXT.test(latin1(text.subarray(0, HEAD))) ? undefined : unlessBinary(latin1(text))
}

/** One character for each byte. */
export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** A name as other programs may read it: UTF-8, else Big5, and the bare bytes. At least one reading. */
export function readingsOf(bytes: Uint8Array): [string, ...string[]] {
  for (const encoding of ['utf-8', 'big5']) {
    try {
      return [new TextDecoder(encoding, { fatal: true }).decode(bytes), latin1(bytes)]
    } catch {
      // not this encoding: the next one
    }
  }
  return [latin1(bytes)]
}

const unlessBinary = (text: string) => (NOT_TEXT.test(text) ? undefined : text)

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, i) => bytes[i] === byte)
