import { LIMITS } from './limits.ts'

/** A line of a header with its folded ones, as bytes. */
export type HeaderLine = { name: string; value: Uint8Array }

export type HeaderBlock = {
  lines: HeaderLine[]
  /** Where the words begin. */
  end: number
  /** It ended without the empty line that ends it. */
  repaired: boolean
  cut: boolean
}

const LF = 0x0a
const CR = 0x0d
const MAX_NAME = 100

/** Reads the header that begins at `start`: at most once over its bytes, whatever they are. */
export function readHeaderBlock(
  bytes: Buffer,
  start: number,
  stop: number,
  /** Empty lines before it are no end of it. */
  mayBeginLate = true,
): HeaderBlock {
  const lines: { name: string; pieces: Buffer[]; length: number }[] = []
  let at = start
  let cut = false
  let read = false
  while (at < stop) {
    const found = bytes.indexOf(LF, at)
    const next = found < 0 || found >= stop ? stop : found + 1
    let end = next
    while (end > at && (bytes[end - 1] === LF || bytes[end - 1] === CR)) end--
    if (end === at) {
      if (read || !mayBeginLate || at > start + 64) return block(lines, next, false, cut)
      at = next
      continue
    }
    const first = bytes[at]!
    const last = lines.at(-1)
    if ((first === 0x20 || first === 0x09) && last) {
      if (last.length < LIMITS.headerBytes && last.pieces.length < LIMITS.headerLines) {
        last.pieces.push(bytes.subarray(at, end))
        last.length += end - at
      } else cut = true
    } else {
      const colon = colonOf(bytes, at, end)
      if (colon < 0) {
        if (!isEnvelope(bytes, at, read)) return block(lines, at, true, cut)
      } else if (lines.length < LIMITS.headerLines && next - start < LIMITS.headerBytes) {
        const name = bytes.toString('latin1', at, colon).trimEnd().toLowerCase()
        lines.push({ name, pieces: [bytes.subarray(colon + 1, end)], length: end - colon })
      } else cut = true
      read = true
    }
    at = next
  }
  return block(lines, stop, read, cut)
}

const block = (
  lines: { name: string; pieces: Buffer[] }[],
  end: number,
  repaired: boolean,
  cut: boolean,
): HeaderBlock => ({
  lines: lines.map(({ name, pieces }) => ({
    name,
    value: pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces),
  })),
  end,
  repaired,
  cut,
})

/** Where the colon after a header's name is; -1 when this is no line of a header. */
function colonOf(bytes: Buffer, start: number, end: number): number {
  let blank = false
  for (let i = start; i < end && i < start + MAX_NAME; i++) {
    const byte = bytes[i]!
    if (byte === 0x3a) return i > start ? i : -1
    if (byte === 0x20 || byte === 0x09) blank = true
    else if (blank || byte < 0x21 || byte > 0x7e) return -1
  }
  return -1
}

/** `From …` of a mailbox file, before the header or quoted in front of it. */
function isEnvelope(bytes: Buffer, at: number, read: boolean) {
  const start = bytes.toString('latin1', at, at + 6)
  return !read && (start.startsWith('From ') || start.startsWith('>From '))
}

/** The first header of this name. */
export const lineOf = (lines: readonly HeaderLine[], name: string): Uint8Array | undefined =>
  lines.find((line) => line.name === name)?.value
