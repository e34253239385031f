/** Dots of a line, as every fax machine sends them. */
const WIDTH = 1728
const DOTS_TO_THE_INCH = 204

/** One page in Group 3. */
export type CodedPage = {
  /** Its lines, as T.4 codes them. */
  strip: Buffer
  lines: number
  /** Lines to the inch. Undefined: the file does not say how dense its dots are. */
  yDensity: number | undefined
  /** Lines may be coded by the one above. */
  isTwoDimensional?: boolean
}

/** A TIFF of one strip a page, as fax gateways write it: little-endian, each directory behind its strip. */
export function tiffOf(pages: readonly CodedPage[]): Buffer {
  const pieces: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])]
  let length = 8
  const links: [at: number, to: number][] = []
  let linkAt = 4
  const add = (piece: Buffer) => {
    const at = length
    pieces.push(piece.length % 2 ? Buffer.concat([piece, Buffer.alloc(1)]) : piece)
    length += piece.length + (piece.length % 2)
    return at
  }
  for (const page of pages) {
    const stripAt = add(page.strip)
    const densityAt = add(numbers([DOTS_TO_THE_INCH, 1, page.yDensity ?? 0, 1]))
    const directory = directoryOf(fieldsOf(page, stripAt, densityAt))
    const at = add(directory)
    links.push([linkAt, at])
    linkAt = at + directory.length - 4
  }
  const file = Buffer.concat(pieces)
  for (const [at, to] of links) file.writeUInt32LE(to, at)
  return file
}

type Field = [tag: number, type: 3 | 4 | 5, value: number]

const fieldsOf = (
  { strip, lines, yDensity, isTwoDimensional = false }: CodedPage,
  stripAt: number,
  densityAt: number,
): Field[] => [
  [256, 4, WIDTH],
  [257, 4, lines],
  [258, 3, 1],
  [259, 3, 3],
  [262, 3, 0],
  [273, 4, stripAt],
  [277, 3, 1],
  [278, 4, lines],
  [279, 4, strip.length],
  ...(yDensity === undefined
    ? []
    : ([
        [282, 5, densityAt],
        [283, 5, densityAt + 8],
      ] satisfies Field[])),
  [292, 4, isTwoDimensional ? 1 : 0],
  [296, 3, 2],
]

function directoryOf(fields: readonly Field[]): Buffer {
  const directory = Buffer.alloc(2 + fields.length * 12 + 4)
  directory.writeUInt16LE(fields.length, 0)
  for (const [n, [tag, type, value]] of fields.entries()) {
    directory.writeUInt16LE(tag, 2 + n * 12)
    directory.writeUInt16LE(type, 4 + n * 12)
    directory.writeUInt32LE(1, 6 + n * 12)
    directory.writeUInt32LE(value, 10 + n * 12)
  }
  return directory
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [n, value] of values.entries()) bytes.writeUInt32LE(value, n * 4)
  return bytes
}
