import type { AttachmentRefusal } from '../attachment-refusals.ts'
import { latin1, readingsOf } from './text.ts'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_BYTES = 22
const MAX_COMMENT = 65_535
/** A data descriptor, the only thing that may stand between two members. */
const MAX_GAP = 24
const UNICODE_PATH = 0x7075
const ZIP64 = 0x0001

export type ZipEntry = {
  /** As the list of contents spells it, and as other programs may read it. */
  readonly names: readonly [string, ...string[]]
  readonly method: number
  readonly encrypted: boolean
  readonly crc: number
  readonly packed: Uint8Array
  /** Announced; not to be believed. */
  readonly size: number
}

/**
 * The members of a ZIP archive. The list of contents and the members themselves must tell the same story,
 * without anything before, between or behind them: otherwise two programs could unpack different things.
 *
 * @param stop called with the reason when the archive cannot be trusted
 */
export function readZipDirectory(bytes: Uint8Array, stop: (reason: AttachmentRefusal) => never): ZipEntry[] {
  try {
    return [...entries(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))]
  } catch (error) {
    if (error instanceof RangeError) return stop('attachment-archive-damaged')
    throw error
  }
}

function* entries(zip: Buffer): Generator<ZipEntry> {
  const end = findEnd(zip)
  const count = zip.readUInt16LE(end + 10)
  const directory = zip.readUInt32LE(end + 16)
  need(zip.readUInt16LE(end + 4) === 0 && zip.readUInt16LE(end + 8) === count && count !== 0xffff)

  const spans: [from: number, to: number][] = []
  let at = directory
  for (let n = 0; n < count; n++) {
    need(zip.readUInt32LE(at) === CENTRAL)
    const nameBytes = zip.readUInt16LE(at + 28)
    const extraBytes = zip.readUInt16LE(at + 30)
    const name = slice(zip, at + 46, nameBytes)
    const extra = slice(zip, at + 46 + nameBytes, extraBytes)
    const [size, packedSize, local] = wideFields(extra, [
      zip.readUInt32LE(at + 24),
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 42),
    ])
    const flags = zip.readUInt16LE(at + 8)
    const method = zip.readUInt16LE(at + 10)

    need(zip.readUInt32LE(local) === LOCAL && zip.readUInt16LE(local + 8) === method)
    const localName = slice(zip, local + 30, zip.readUInt16LE(local + 26))
    need(localName.equals(name))
    const data = local + 30 + name.length + zip.readUInt16LE(local + 28)
    need(data + packedSize <= directory)
    spans.push([local, data + packedSize])

    const unicodePath = extraField(extra, UNICODE_PATH)?.subarray(5)
    const [first, ...others] = readingsOf(name)
    yield {
      names: [first, ...others, ...(unicodePath ? readingsOf(unicodePath) : [])],
      method,
      encrypted: (flags & 1) !== 0 || method === 99,
      crc: zip.readUInt32LE(at + 16),
      packed: slice(zip, data, packedSize),
      size,
    }
    at += 46 + nameBytes + extraBytes + zip.readUInt16LE(at + 32)
  }
  need(at <= end)
  needNothingHidden(spans, directory)
}

/** The closing record, which must reach exactly to the end of the file and be the only one. */
function findEnd(zip: Buffer): number {
  const tail = zip.subarray(Math.max(0, zip.length - END_BYTES - MAX_COMMENT))
  const offset = zip.length - tail.length
  const at = latin1(tail).lastIndexOf('PK\x05\x06')
  need(at >= 0 && zip.readUInt32LE(offset + at) === END)
  need(offset + at + END_BYTES + zip.readUInt16LE(offset + at + 20) === zip.length)
  return offset + at
}

function needNothingHidden(spans: [number, number][], directory: number): void {
  let reached = 0
  for (const [from, to] of spans.sort(([a], [b]) => a - b)) {
    need(from >= reached && from - reached <= (reached === 0 ? 0 : MAX_GAP))
    reached = to
  }
  need(directory >= reached && directory - reached <= MAX_GAP)
}

function wideFields(extra: Buffer, fields: [number, number, number]): [number, number, number] {
  const wide = extraField(extra, ZIP64)
  let at = 0
  return fields.map((field) => {
    if (field !== 0xffffffff) return field
    need(wide !== undefined)
    at += 8
    return Number(wide!.readBigUInt64LE(at - 8))
  }) as [number, number, number]
}

function extraField(extra: Buffer, id: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === id) return slice(extra, at + 4, extra.readUInt16LE(at + 2))
  }
  return undefined
}

function slice(bytes: Buffer, from: number, length: number): Buffer {
  need(from >= 0 && from + length <= bytes.length)
  return bytes.subarray(from, from + length)
}

function need(holds: boolean): asserts holds {
  if (!holds) throw new RangeError('damaged')
}
