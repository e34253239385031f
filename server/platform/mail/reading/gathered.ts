import type { MailPart, ReadMail } from '../read-mail.ts'
import { calendarWords } from './calendar-words.ts'
import { lineOf, readHeaderBlock } from './header-block.ts'
import { headerText, type Notes } from './header-text.ts'
import { LIMITS } from './limits.ts'
import { letterName, partName } from './part-names.ts'
import type { Node } from './split-parts.ts'
import { readTnef } from './tnef.ts'
import { decodeTransfer } from './transfer.ts'

/** Words of a mail before they are characters. */
export type Leaf = {
  bytes: Uint8Array
  charset: string | null
  isFlowed: boolean
  deletesSpace: boolean
  isFile: boolean
}

/** The same words once or twice: as plain text, as HTML. */
export type Words = { texts: Leaf[]; htmls: Leaf[] }

export type Gathered = {
  words: Words[]
  parts: MailPart[]
  protection: ReadMail['protection']
  /** `message/delivery-status`, and what tells the id of the mail that it is about. */
  statuses: Buffer[]
  originals: Buffer[]
  /** What unpacked attachments say, for a mail that says nothing itself. */
  spares: { text: string; html: string; subject: string }[]
  notes: Notes
}

export const nothingGathered = (notes: Notes): Gathered => ({
  words: [],
  parts: [],
  protection: 'none',
  statuses: [],
  originals: [],
  spares: [],
  notes,
})
/** The content of a part without its transfer encoding. */
export function bytesOf(node: Node, into: Gathered): Buffer {
  const raw = node.source.subarray(node.start, node.end)
  const { bytes, repaired } = decodeTransfer(raw, node.encoding, node.type.startsWith('text/'))
  if (repaired) into.notes.repairs.add('encoding-repaired')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Hands a part on, as what it says that it is. */
export function addPart(node: Node, into: Gathered, other: Partial<MailPart>) {
  if (into.parts.length >= LIMITS.parts) return void into.notes.repairs.add('parts-cut')
  const bytes = other.bytes ?? bytesOf(node, into)
  const mediaType = other.mediaType ?? (node.type === 'text/plain' && node.name ? typeOf(node) : node.type)
  into.parts.push({
    name: other.name ?? partName(node.name, mediaType, into.parts.length + 1),
    mediaType,
    bytes,
    inline: false,
    contentId: node.contentId,
    kind: other.kind ?? 'file',
  })
}

/** A part that says no type is taken for text; with a file's name it is a file of some kind. */
const typeOf = (node: Node) => (lineOf(node.lines, 'content-type') ? node.type : 'application/octet-stream')

/** An invitation, and what it says. */
export function addCalendar(node: Node, into: Gathered) {
  const bytes = bytesOf(node, into)
  into.spares.push({ html: '', ...calendarWords(bytes, node.params.get('charset') ?? null) })
  addPart(node, into, { bytes, kind: 'calendar' })
}

/** A mail in this mail, whole. */
export function addLetter(node: Node, into: Gathered) {
  const bytes = bytesOf(node, into)
  const { lines } = readHeaderBlock(bytes, 0, Math.min(bytes.length, LIMITS.headerBytes))
  const subject = lineOf(lines, 'subject')
  const title = subject ? headerText(subject, into.notes) : ''
  into.originals.push(bytes)
  const said = node.name && /\.eml$/i.test(node.name) ? partName(node.name, 'message/rfc822', 1) : undefined
  addPart(node, into, {
    bytes,
    kind: 'letter',
    mediaType: 'message/rfc822',
    name: said ?? letterName(title, into.parts.length + 1),
  })
}

/** Nested too deep to be opened: whoever needs it opens it as a letter. */
export function addUnopened(node: Node, into: Gathered) {
  const content = node.source.subarray(node.start, node.end)
  if (content.toString('latin1', 0, 2000).trim() === '') return
  const head = `Content-Type: ${node.type}; boundary="${node.params.get('boundary') ?? ''}"\r\n\r\n`
  const bytes = Buffer.concat([Buffer.from(head), content])
  addPart(node, into, { bytes, kind: 'letter', mediaType: 'message/rfc822' })
}

/** What a winmail.dat holds, in its place. */
export function addTnef(node: Node, into: Gathered) {
  const bytes = bytesOf(node, into)
  const tnef = readTnef(bytes, into.notes.hint)
  if (!tnef) return addPart(node, into, { bytes })
  into.notes.repairs.add('tnef-unpacked')
  into.spares.push(tnef)
  for (const { name, mediaType, contentId, bytes: file } of tnef.files) {
    const type =
      mediaType && /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream'
    if (into.parts.length >= LIMITS.parts) return void into.notes.repairs.add('parts-cut')
    into.parts.push({
      name: partName(name, type, into.parts.length + 1),
      mediaType: type,
      bytes: file,
      inline: false,
      contentId: contentId ? contentId.replace(/[<>\s]/g, '').slice(0, 500) || null : null,
      kind: 'file',
    })
  }
}
