const END_OF_CHAIN = 0xfffffffa
const NONE = 0xffffffff
const ENTRY = 128
const STREAM = 2
const MAX_ENTRIES = 20_000
/** How often the whole file may be read, so that many entries cannot share one long chain. */
const MAX_READINGS = 4

export type CompoundEntry = {
  readonly name: string
  /** The storage it lies in; the root has none. */
  readonly parent: CompoundEntry | undefined
  readonly isStream: boolean
  readonly size: number
  readonly read: () => Uint8Array
}

/**
 * The storages and streams of an OLE compound file: old Office documents, Outlook letters, embedded
 * objects. Every entry is listed, also those that no storage claims. Throws RangeError when damaged.
 */
export function readCompoundFile(bytes: Uint8Array): CompoundEntry[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sector = 1 << file.readUInt16LE(30)
  const mini = 1 << file.readUInt16LE(32)
  const cutoff = file.readUInt32LE(56)
  need((sector === 512 || sector === 4096) && mini === 64)

  const readSector = (n: number) => {
    const from = (n + 1) * sector
    need(from < file.length)
    return file.subarray(from, from + sector)
  }
  const fat = numbers(fatSectors(file, sector, readSector).map(readSector))
  let hops = 0
  const mayHop = MAX_READINGS * (Math.ceil(file.length / mini) + 1)
  const chain = (first: number, table: Uint32Array) => {
    const found: number[] = []
    for (let n = first; n < END_OF_CHAIN; n = table[n] ?? NONE) {
      found.push(n)
      need(found.length <= table.length && ++hops <= mayHop)
    }
    return found
  }
  const content = (first: number) => Buffer.concat(chain(first, fat).map(readSector))
  const miniFat = numbers([content(file.readUInt32LE(60))])
  const directory = content(file.readUInt32LE(48))
  const miniStream = content(directory.readUInt32LE(116))

  const readStream = (first: number, size: number) => {
    if (size >= cutoff) return content(first).subarray(0, size)
    const pieces = chain(first, miniFat).map((n) => miniStream.subarray(n * mini, (n + 1) * mini))
    return Buffer.concat(pieces).subarray(0, size)
  }

  const parents = parentsOf(directory)
  const made = new Map<number, CompoundEntry>()
  const entry = (n: number): CompoundEntry => {
    const known = made.get(n)
    if (known) return known
    const at = n * ENTRY
    const parent = parents.get(n)
    const [first, size] = [directory.readUInt32LE(at + 116), directory.readUInt32LE(at + 120)]
    const created: CompoundEntry = {
      name: directory.toString(
        'utf16le',
        at,
        at + Math.max(0, Math.min(64, directory.readUInt16LE(at + 64)) - 2),
      ),
      parent: parent === undefined || parent === n ? undefined : entry(parent),
      isStream: directory[at + 66] === STREAM,
      size,
      read: () => readStream(first, size),
    }
    made.set(n, created)
    return created
  }
  const used = [...Array(directory.length / ENTRY).keys()].filter((n) => directory[n * ENTRY + 66] !== 0)
  need(used.length <= MAX_ENTRIES)
  return used.map(entry)
}

/** Which storage each entry lies in: from the root downwards, so that a ring of siblings ends. */
function parentsOf(directory: Buffer): Map<number, number> {
  const parents = new Map<number, number>()
  const seen = new Set<number>([0])
  const waiting: [n: number, parent: number][] = [[directory.readUInt32LE(76), 0]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [n, parent] = next
    if (n === NONE || seen.has(n)) continue
    need((n + 1) * ENTRY <= directory.length)
    seen.add(n)
    parents.set(n, parent)
    const [left, right, child] = [68, 72, 76].map((at) => directory.readUInt32LE(n * ENTRY + at))
    waiting.push([left!, parent], [right!, parent], [child!, n])
  }
  return parents
}

/** The sectors that hold the allocation table: 109 in the header, further ones in a chain of their own. */
function fatSectors(file: Buffer, sector: number, readSector: (n: number) => Buffer): number[] {
  const found = numbers([file.subarray(76, 512)])
  const listed = [...found]
  let next = file.readUInt32LE(68)
  for (let turn = 0; next < END_OF_CHAIN; turn++) {
    need(turn * sector <= file.length)
    const list = numbers([readSector(next)])
    next = list.at(-1) ?? NONE
    listed.push(...list.subarray(0, -1))
  }
  return listed.filter((n) => n < END_OF_CHAIN)
}

function numbers(pieces: Buffer[]): Uint32Array {
  const all = Buffer.concat(pieces)
  return Uint32Array.from({ length: all.length >> 2 }, (_, i) => all.readUInt32LE(i * 4))
}

function need(holds: boolean): void {
  if (!holds) throw new RangeError('damaged')
}
