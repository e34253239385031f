const SEQUENCE = 0x30
const OBJECT_ID = 0x06
const OCTETS = 0x04
const OCTETS_IN_PIECES = 0x24
const CONTEXT_0 = 0xa0
const SIGNED_DATA = '2a864886f70d010702'
const DEEPEST = 20

type Element = { tag: number; start: number; end: number; next: number }

/** What an opaque S/MIME message (CMS, RFC 5652) signs; undefined when it is not signed but encrypted, or nothing like it. */
export function signedContent(bytes: Buffer): Buffer | undefined {
  const info = elementAt(bytes, 0, bytes.length)
  if (info?.tag !== SEQUENCE) return undefined
  const [kind, wrapped] = childrenOf(bytes, info, 2)
  if (kind?.tag !== OBJECT_ID || wrapped?.tag !== CONTEXT_0) return undefined
  if (bytes.toString('hex', kind.start, kind.end) !== SIGNED_DATA) return undefined
  const [signed] = childrenOf(bytes, wrapped, 1)
  const inner = signed && childrenOf(bytes, signed, 3)[2]
  const content = inner && childrenOf(bytes, inner, 2)[1]
  const octets = content?.tag === CONTEXT_0 ? childrenOf(bytes, content, 1)[0] : undefined
  return octets && octetsOf(bytes, octets, 0)
}

function octetsOf(bytes: Buffer, element: Element, depth: number): Buffer | undefined {
  if (element.tag === OCTETS) return bytes.subarray(element.start, element.end)
  if (element.tag !== OCTETS_IN_PIECES || depth > DEEPEST) return undefined
  const pieces = childrenOf(bytes, element, Number.POSITIVE_INFINITY)
  return Buffer.concat(pieces.flatMap((piece) => octetsOf(bytes, piece, depth + 1) ?? []))
}

function childrenOf(bytes: Buffer, parent: Element, most: number): Element[] {
  const children: Element[] = []
  for (let at = parent.start; at < parent.end && children.length < most; ) {
    const child = elementAt(bytes, at, parent.end)
    if (!child || (child.tag === 0 && child.start === child.end)) break
    children.push(child)
    at = child.next
  }
  return children
}

/** An element of BER; one of indefinite length ends where its parent does, and its children where they say. */
function elementAt(bytes: Buffer, at: number, stop: number, depth = 0): Element | undefined {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined || at + 2 > stop || depth > DEEPEST) return undefined
  if (first === 0x80) return indefinite(bytes, tag, at + 2, stop, depth)
  let length = first
  let start = at + 2
  if (first > 0x80) {
    const count = first & 0x7f
    if (count > 4 || start + count > stop) return undefined
    length = bytes.readUIntBE(start, count)
    start += count
  }
  const end = Math.min(start + length, stop)
  return { tag, start, end, next: end }
}

function indefinite(bytes: Buffer, tag: number, start: number, stop: number, depth: number): Element {
  let at = start
  while (at < stop) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return { tag, start, end: at, next: at + 2 }
    const child = elementAt(bytes, at, stop, depth + 1)
    if (!child) break
    at = child.next
  }
  return { tag, start, end: at, next: at }
}
