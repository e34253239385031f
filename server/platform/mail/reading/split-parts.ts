import { boundaryOf, LOOKED_AT, usedBoundary } from './boundaries.ts'
import { type HeaderLine, lineOf, readHeaderBlock } from './header-block.ts'
import { headerText, type Notes, plain } from './header-text.ts'
import { LIMITS } from './limits.ts'
import { parametered } from './parameters.ts'
import { decodeTransfer } from './transfer.ts'

/** A part of a mail: its header, and where its content stands. */
export type Node = {
  lines: HeaderLine[]
  /** Lower-case, such as `text/plain`. */
  type: string
  params: Map<string, string>
  disposition: string
  /** As said; null when none is. */
  name: string | null
  encoding: string
  contentId: string | null
  source: Buffer
  start: number
  end: number
  children: Node[]
}

/** Takes a mail apart. Its bytes are looked at once, however they are nested. */
export function splitParts(bytes: Buffer, notes: Notes): Node {
  const counted = { nodes: 1 }
  const root = nodeAt(bytes, 0, bytes.length, null, notes)
  if (isMultipart(root)) splitBody(root, 0, counted, notes)
  return root
}

export const isMultipart = ({ type }: Node) => type.startsWith('multipart/')

function nodeAt(source: Buffer, start: number, stop: number, parent: Node | null, notes: Notes): Node {
  const { lines, end, repaired, cut } = readHeaderBlock(source, start, stop, parent === null)
  if (repaired && lines.length > 0) notes.repairs.add('structure-repaired')
  if (cut) notes.repairs.add('headers-cut')
  const { value: type, params } = parametered(lineOf(lines, 'content-type'), notes)
  const { value: disposition, params: about } = parametered(lineOf(lines, 'content-disposition'), notes)
  const id = lineOf(lines, 'content-id')
  return {
    lines,
    type: /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(type) ? type : untyped(type, parent),
    params,
    disposition,
    name: about.get('filename') || about.get('name') || params.get('name') || params.get('filename') || null,
    encoding: plain(lineOf(lines, 'content-transfer-encoding')).replace(/[\s;("].*$/, ''),
    contentId: id
      ? headerText(id, notes)
          .replace(/[<>\s]/g, '')
          .slice(0, 500) || null
      : null,
    source,
    start: end,
    end: stop,
    children: [],
  }
}

function untyped(type: string, parent: Node | null) {
  if (type === 'text' || type === 'html') return type === 'html' ? 'text/html' : 'text/plain'
  return parent?.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
}

type Open = { node: Node; boundary: string; depth: number }

function splitBody(root: Node, depth: number, counted: { nodes: number }, notes: Notes) {
  const { source } = root
  const stack: Open[] = []
  /** For each boundary the places in the stack that it opens: children may use their parent's again. */
  const places = new Map<string, number[]>()
  let current: Node | null = null
  const open = (node: Node) => {
    current = node
    if (!isMultipart(node)) return
    if (stack.length + depth >= LIMITS.depth) return void notes.repairs.add('parts-cut')
    const boundary = boundaryOf(node, notes)
    if (boundary === undefined) return splitEncoded(node, depth + stack.length, counted, notes)
    places.set(boundary, [...(places.get(boundary) ?? []), stack.length])
    stack.push({ node, boundary, depth: stack.length })
    current = null
  }
  const closeAbove = (level: number, at: number) => {
    if (current) current.end = Math.max(current.start, at)
    current = null
    while (stack.length > level) {
      const { node, boundary } = stack.pop()!
      node.end = Math.max(node.start, at)
      places.get(boundary)?.pop()
    }
  }
  open(root)
  let at = root.start
  while (stack.length > 0) {
    const line = nextDelimiter(source, at, root.end)
    if (!line) break
    at = line.end
    const found = levelOf(places, line.text)
    if (!found) continue
    if (found.level < stack.length - 1) notes.repairs.add('structure-repaired')
    closeAbove(found.isEnd ? found.level : found.level + 1, line.start)
    if (found.isEnd) continue
    if (counted.nodes >= LIMITS.nodes) {
      notes.repairs.add('parts-cut')
      closeAbove(0, line.start)
      return
    }
    counted.nodes++
    const parent = stack.at(-1)!.node
    const node = nodeAt(source, line.end, headerStop(source, line.end, root.end), parent, notes)
    node.end = root.end
    parent.children.push(node)
    open(node)
    at = Math.max(at, node.start - 1)
  }
  if (stack.length > 0) notes.repairs.add('structure-repaired')
  closeAbove(0, root.end)
}

/** The header of a part without any words ends before the next delimiter; it must not be read past it. */
function headerStop(source: Buffer, start: number, end: number) {
  const near = source.subarray(Math.max(0, start - 1), Math.min(end, start + NEAR))
  const next = near.indexOf('\n--')
  if (next < 0) return end
  const before = near.subarray(0, next + 1)
  const isOver = before.includes('\n\n') || before.includes('\n\r\n')
  return isOver ? end : Math.max(start, Math.max(0, start - 1) + next + 1)
}

const NEAR = 64 * 1024
const LONGEST_BOUNDARY = 300

/** The next line that begins with two hyphens. */
function nextDelimiter(source: Buffer, from: number, stop: number) {
  const isAtStart =
    source[from] === 0x2d && source[from + 1] === 0x2d && (from === 0 || source[from - 1] === 0x0a)
  const found = isAtStart ? from - 1 : source.indexOf('\n--', from)
  if (found < (isAtStart ? -1 : 0) || found >= stop) return undefined
  const begin = found + 3
  const newline = source.indexOf(0x0a, begin)
  const end = newline < 0 || newline >= stop ? stop : newline + 1
  const text =
    end - begin > LONGEST_BOUNDARY || end - begin < 2 ? '' : source.toString('latin1', begin, end).trimEnd()
  const start = found > 0 && source[found - 1] === 0x0d ? found - 1 : Math.max(found, 0)
  return { text, start, end: Math.max(end, from + 1) }
}

function levelOf(places: Map<string, number[]>, text: string) {
  if (text === '') return undefined
  const level = places.get(text)?.at(-1)
  if (level !== undefined) return { level, isEnd: false }
  if (!text.endsWith('--')) return undefined
  const ended = places.get(text.slice(0, -2).trimEnd())?.at(-1)
  return ended === undefined ? undefined : { level: ended, isEnd: true }
}

/** A multipart that was encoded as a whole, which RFC 2045 forbids; or one that has no parts: then its words are words. */
function splitEncoded(node: Node, depth: number, counted: { nodes: number }, notes: Notes) {
  const raw = node.source.subarray(node.start, node.end)
  const { bytes } = decodeTransfer(raw, node.encoding, false)
  if ((node.encoding === 'base64' || node.encoding === 'quoted-printable') && depth < LIMITS.depth) {
    const inner: Node = {
      ...node,
      encoding: '',
      source: Buffer.from(bytes),
      start: 0,
      end: bytes.length,
      children: [],
    }
    if (bytes.length > 0 && usedBoundary(inner.source.toString('latin1', 0, LOOKED_AT))) {
      splitBody(inner, depth + 1, counted, notes)
      node.children = inner.children
      return
    }
  }
  node.type = /^\s*<(!doctype|html|head|body)\b/i.test(raw.toString('latin1', 0, 200))
    ? 'text/html'
    : 'text/plain'
}
