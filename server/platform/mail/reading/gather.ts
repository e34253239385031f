import type { MailPart, ReadMail } from '../read-mail.ts'
import { calendarWords } from './calendar-words.ts'
import { charsetOf } from './charsets.ts'
import { lineOf, readHeaderBlock } from './header-block.ts'
import { headerText, type Notes } from './header-text.ts'
import { LIMITS } from './limits.ts'
import { letterName, partName } from './part-names.ts'
import { signedContent } from './signed-data.ts'
import { isMultipart, type Node, splitParts } from './split-parts.ts'
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

/** Walks through the parts of a mail in their order. */
export function gather(node: Node, into: Gathered): void {
  if (!isMultipart(node)) gatherLeaf(node, into)
  else if (node.children.length === 0) addUnopened(node, into)
  else if (node.type === 'multipart/alternative') gatherAlternatives(node, into)
  else if (node.type === 'multipart/encrypted') gatherEncrypted(node, into)
  else {
    if (node.type === 'multipart/signed') into.protection = stronger(into.protection, 'signed')
    for (const child of node.children) gather(child, into)
  }
}

const stronger = (a: ReadMail['protection'], b: ReadMail['protection']) =>
  a === 'encrypted' || b === 'none' ? a : b

/** Nested too deep to be opened: whoever needs it opens it as a letter. */
function addUnopened(node: Node, into: Gathered) {
  const content = node.source.subarray(node.start, node.end)
  if (content.toString('latin1', 0, 2000).trim() === '') return
  const head = `Content-Type: ${node.type}; boundary="${node.params.get('boundary') ?? ''}"\r\n\r\n`
  const bytes = Buffer.concat([Buffer.from(head), content])
  addPart(node, into, { bytes, kind: 'letter', mediaType: 'message/rfc822' })
}

function gatherAlternatives(node: Node, into: Gathered) {
  const inner = nothingGathered(into.notes)
  const each = node.children.map((child) => {
    inner.words = []
    gather(child, inner)
    return inner.words
  })
  const texts = each.find((words) => words.some(isText) && !words.some(isHtml)) ?? []
  const htmls = each.findLast((words) => words.some(isHtml)) ?? []
  const all = htmls.flatMap((words) => (isHtml(words) ? words.htmls : words.texts))
  into.words.push({ texts: texts.flatMap((words) => words.texts), htmls: all })
  into.parts.push(...inner.parts.slice(0, Math.max(0, LIMITS.parts - into.parts.length)))
  into.protection = stronger(into.protection, inner.protection)
  for (const kind of ['statuses', 'originals', 'spares'] as const)
    into[kind].push(...(inner[kind] as never[]))
}

const isText = ({ texts }: Words) => texts.length > 0
const isHtml = ({ htmls }: Words) => htmls.length > 0

function gatherEncrypted(node: Node, into: Gathered) {
  into.protection = 'encrypted'
  for (const child of node.children)
    if (child.type !== 'application/pgp-encrypted' || node.children.length === 1)
      addPart(child, into, { kind: 'encrypted' })
}

function gatherLeaf(node: Node, into: Gathered) {
  const { type } = node
  const isAttached = node.disposition === 'attachment'
  if (type === 'message/rfc822' || type === 'message/global' || type === 'message/news')
    return addLetter(node, into)
  if (type === 'message/delivery-status' || type === 'message/global-delivery-status')
    return void into.statuses.push(bytesOf(node, into))
  if (type === 'text/rfc822-headers') return void into.originals.push(bytesOf(node, into))
  if (type === 'message/disposition-notification') return
  if (type === 'text/calendar' || type === 'application/ics') return addCalendar(node, into)
  if (/^application\/(x-)?(pkcs7|pgp)-signature$/.test(type)) {
    into.protection = stronger(into.protection, 'signed')
    return addPart(node, into, { kind: 'signature' })
  }
  if (/^application\/(x-)?pkcs7-mime$/.test(type)) return gatherSmime(node, into)
  if (
    type === 'application/ms-tnef' ||
    type === 'application/vnd.ms-tnef' ||
    /^winmail\.dat$/i.test(node.name ?? '')
  )
    return gatherTnef(node, into)
  const isWords =
    type === 'text/plain' || type === 'text/html' || type === 'text/enriched' || type === 'text/x-plain'
  const isFile = isAttached || (node.name !== null && into.words.length > 0)
  if (!isWords || isFile) {
    if (type === 'text/x-amp-html' || type === 'text/watch-html') return
    return addPart(node, into, {})
  }
  const leaf: Leaf = {
    bytes: bytesOf(node, into),
    charset: node.params.get('charset') ?? null,
    isFlowed: (node.params.get('format') ?? '').toLowerCase() === 'flowed',
    deletesSpace: (node.params.get('delsp') ?? '').toLowerCase() === 'yes',
    isFile: node.name !== null,
  }
  into.notes.hint ??= charsetOf(leaf.charset)
  into.words.push(type === 'text/html' ? { texts: [], htmls: [leaf] } : { texts: [leaf], htmls: [] })
}

function bytesOf(node: Node, into: Gathered): Buffer {
  const raw = node.source.subarray(node.start, node.end)
  const { bytes, repaired } = decodeTransfer(raw, node.encoding, node.type.startsWith('text/'))
  if (repaired) into.notes.repairs.add('encoding-repaired')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function addPart(node: Node, into: Gathered, other: Partial<MailPart>) {
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

function addCalendar(node: Node, into: Gathered) {
  const bytes = bytesOf(node, into)
  into.spares.push({ html: '', ...calendarWords(bytes, node.params.get('charset') ?? null) })
  addPart(node, into, { bytes, kind: 'calendar' })
}

function addLetter(node: Node, into: Gathered) {
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

/** Encrypted stays shut; what is only signed is opened, and the signed whole kept beside it. */
function gatherSmime(node: Node, into: Gathered) {
  const bytes = bytesOf(node, into)
  const content = signedContent(bytes)
  if (!content) {
    const isOther = /^(certs-only|compressed-data)$/.test(node.params.get('smime-type') ?? '')
    if (!isOther) into.protection = 'encrypted'
    return addPart(node, into, { bytes, kind: isOther ? 'file' : 'encrypted' })
  }
  into.protection = stronger(into.protection, 'signed')
  addPart(node, into, { bytes, kind: 'signature' })
  gather(splitParts(content, into.notes), into)
}

function gatherTnef(node: Node, into: Gathered) {
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
