/** Bytes as characters of the same number. */
export const binary = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

export type Content = { bytes: Uint8Array; repaired: boolean }

/** Takes the transfer encoding off. What is not in the encoding that it is said to be in is found out and left or mended. */
export function decodeTransfer(bytes: Uint8Array, encoding: string, isText: boolean): Content {
  if (encoding === 'base64') return fromBase64(bytes)
  if (encoding === 'quoted-printable') return { bytes: fromQuotedPrintable(bytes), repaired: false }
  if (encoding === 'x-uuencode' || encoding === 'x-uue' || encoding === 'uuencode') {
    const unpacked = fromUuencode(binary(bytes))
    if (unpacked) return { bytes: unpacked.bytes, repaired: false }
  }
  if (isText && looksQuotedPrintable(bytes)) return { bytes: fromQuotedPrintable(bytes), repaired: true }
  const unsaid = isText ? unsaidBase64(bytes) : undefined
  if (unsaid) return { bytes: unsaid, repaired: true }
  return { bytes, repaired: false }
}

const NOT_BASE64 = /[^A-Za-z0-9+/=\s]/

function fromBase64(bytes: Uint8Array): Content {
  let text = binary(bytes)
  if (isPlainText(bytes)) return { bytes, repaired: true }
  const padding = text.indexOf('=')
  let repaired = false
  if (padding >= 0) {
    // After the padding some lists append a footer that nobody encoded.
    const footer = text.slice(padding).search(/[^A-Za-z0-9+/=\s]|[A-Za-z0-9] [A-Za-z0-9]/)
    if (footer >= 0) {
      text = text.slice(0, padding + text.slice(padding, padding + footer).lastIndexOf('\n') + 1) || text
      repaired = true
    }
  }
  if (NOT_BASE64.test(text)) {
    text = text.replace(/[^A-Za-z0-9+/=]/g, '')
    repaired = true
  }
  const last = text.trimEnd().replace(/={1,3}$/, '')
  if (!last.includes('=')) return { bytes: Buffer.from(last, 'base64'), repaired }
  const blocks = last.split(/=+/).map((block) => Buffer.from(block, 'base64'))
  return { bytes: Buffer.concat(blocks), repaired: true }
}

/** Said to be base64 and plainly words: 8-bit characters, or blanks between most of them. */
function isPlainText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 2000)
  let foreign = 0
  let blanks = 0
  for (const byte of sample) {
    if (byte >= 0x80) foreign++
    else if (byte === 0x20) blanks++
  }
  return foreign > sample.length / 10 || blanks > sample.length / 12
}

const HEX = new Int8Array(256).fill(-1)
for (let i = 0; i < 16; i++) {
  HEX[i.toString(16).charCodeAt(0)] = i
  HEX[i.toString(16).toUpperCase().charCodeAt(0)] = i
}

/** Quoted-printable, with whatever is no code left as it stands. */
export function fromQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte !== 0x3d) {
      out[length++] = byte
      continue
    }
    const high = HEX[bytes[i + 1] ?? 0]!
    const low = HEX[bytes[i + 2] ?? 0]!
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low
      i += 2
      continue
    }
    let end = i + 1
    while (bytes[end] === 0x20 || bytes[end] === 0x09 || bytes[end] === 0x0d) end++
    if (bytes[end] === 0x0a || end >= bytes.length) i = end
    else out[length++] = byte
  }
  return out.subarray(0, length)
}

/** Codes of characters beyond ASCII, lines broken softly, and not one such character itself: it was encoded after all. */
function looksQuotedPrintable(bytes: Uint8Array): boolean {
  const sample = binary(bytes.subarray(0, 8000))
  let codes = 0
  let soft = 0
  for (let at = sample.indexOf('='); at >= 0; at = sample.indexOf('=', at + 1)) {
    const next = sample.charCodeAt(at + 1)
    if (next === 0x0a || next === 0x0d) soft++
    else if (HEX[next & 255]! >= 8 && HEX[sample.charCodeAt(at + 2) & 255]! >= 0) codes++
    else return false
  }
  return (codes >= 6 && soft >= 1) || codes >= 12
    ? !bytes.subarray(0, 8000).some((byte) => byte >= 0x80)
    : false
}

const LEAST_BASE64 = 60
const FATAL = new TextDecoder('utf-8', { fatal: true })

/** Words that are base64 from end to end, and UTF-8 beyond ASCII below it: somebody lost the header that says so. */
function unsaidBase64(bytes: Uint8Array): Uint8Array | undefined {
  const head = binary(bytes.subarray(0, 400)).trim()
  if (head.length < LEAST_BASE64 || !/^[A-Za-z0-9+/]{56,}[A-Za-z0-9+/\r\n]*={0,2}\s*$/.test(head))
    return undefined
  const text = binary(bytes).trim()
  if (NOT_BASE64.test(text) || text.includes(' ')) return undefined
  const decoded = Buffer.from(text, 'base64')
  try {
    return /[^\0-\x7f]/.test(FATAL.decode(decoded)) ? decoded : undefined
  } catch {
    return undefined
  }
}

const UU_LINE = 45

/** The file in `begin 644 name` … `end`, and where it stands; undefined when there is none. */
export function fromUuencode(text: string, from = 0) {
  const head = /^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n/m
  const found = head.exec(from === 0 ? text : text.slice(from))
  if (!found) return undefined
  const start = from + found.index
  let at = start + found[0].length
  const out = Buffer.alloc(Math.ceil(((endOf(text, at) - at) * 3) / 4) + 3)
  let length = 0
  const put = (byte: number) => {
    out[length++] = byte & 255
  }
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end < 0 ? text.length : end).trimEnd()
    at = end < 0 ? text.length : end + 1
    if (line === 'end') return { name: found[1]!.trim(), bytes: out.subarray(0, length), start, end: at }
    const count = line === '' ? 0 : (line.charCodeAt(0) - 32) & 63
    if (count > UU_LINE || line.length > 80) return undefined
    const code = (i: number) => ((line.charCodeAt(i) || 32) - 32) & 63
    for (let i = 1, left = count; left > 0; i += 4, left -= 3) {
      const [a, b, c, d] = [code(i), code(i + 1), code(i + 2), code(i + 3)]
      put((a << 2) | (b >> 4))
      if (left > 1) put(((b & 15) << 4) | (c >> 2))
      if (left > 2) put(((c & 3) << 6) | d)
    }
  }
  return undefined
}

function endOf(text: string, from: number) {
  const end = text.indexOf('\nend', from)
  return end < 0 ? from : end
}
