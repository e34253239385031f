const SECTOR = 512
const FREE = 0xffffffff
const END = 0xfffffffe
const [STORAGE, STREAM, ROOT] = [1, 2, 5]

/** A storage, or a stream of bytes. */
export type CompoundTree = { [name: string]: Uint8Array | CompoundTree }
type Node = { name: string; kind: number; bytes: Uint8Array; children: number[] }

/**
 * A harmless OLE compound file with the given storages and streams, every stream in whole sectors of 512
 * bytes (the header sets the limit of the mini stream to 0, as the format allows readers to expect).
 */
export function compoundFile(tree: CompoundTree): Buffer {
  const nodes: Node[] = [{ name: 'Root Entry', kind: ROOT, bytes: Buffer.alloc(0), children: [] }]
  const add = (parent: number, branch: CompoundTree) => {
    for (const [name, value] of Object.entries(branch)) {
      const isStream = value instanceof Uint8Array
      const bytes = isStream ? value : Buffer.alloc(0)
      const n = nodes.push({ name, kind: isStream ? STREAM : STORAGE, bytes, children: [] }) - 1
      nodes[parent]!.children.push(n)
      if (!isStream) add(n, value)
    }
  }
  add(0, tree)

  const sectors: Buffer[] = []
  const fat: number[] = []
  const place = (bytes: Uint8Array) => {
    if (bytes.length === 0) return END
    const first = sectors.length
    for (let at = 0; at < bytes.length; at += SECTOR) {
      const sector = Buffer.alloc(SECTOR)
      sector.set(bytes.subarray(at, at + SECTOR))
      fat.push(sectors.push(sector))
    }
    fat[fat.length - 1] = END
    return first
  }
  const firsts = nodes.map((node) => place(node.bytes))
  const directory = place(Buffer.concat(nodes.map((node, n) => entry(nodes, node, firsts[n]!))))
  const fatSectors = Math.ceil((fat.length + Math.ceil(fat.length / 127) + 1) / 128)
  const fatAt = sectors.length
  for (let n = 0; n < fatSectors; n++) fat.push(0xfffffffd)
  const table = Buffer.alloc(fatSectors * SECTOR, 0xff)
  for (const [n, next] of fat.entries()) table.writeUInt32LE(next, n * 4)

  const header = Buffer.alloc(SECTOR)
  header.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const) {
    header.writeUInt16LE(value, at)
  }
  header.writeUInt32LE(fatSectors, 44)
  header.writeUInt32LE(directory, 48)
  header.writeUInt32LE(0, 56)
  header.writeUInt32LE(END, 60)
  header.writeUInt32LE(END, 68)
  for (let n = 0; n < 109; n++) header.writeUInt32LE(n < fatSectors ? fatAt + n : FREE, 76 + n * 4)
  return Buffer.concat([header, ...sectors, table])
}

function entry(nodes: Node[], node: Node, first: number): Buffer {
  const bytes = Buffer.alloc(128)
  const parent = nodes.find(({ children }) => children.includes(nodes.indexOf(node)))
  const siblings = parent?.children ?? []
  const next = siblings[siblings.indexOf(nodes.indexOf(node)) + 1] ?? FREE
  bytes.write(node.name, 'utf16le')
  bytes.writeUInt16LE((node.name.length + 1) * 2, 64)
  bytes[66] = node.kind
  bytes.writeUInt32LE(FREE, 68)
  bytes.writeUInt32LE(next, 72)
  bytes.writeUInt32LE(node.children[0] ?? FREE, 76)
  bytes.writeUInt32LE(first, 116)
  bytes.writeUInt32LE(node.bytes.length, 120)
  return bytes
}
