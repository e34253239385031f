import type { MailPart, ReadMail } from '../read-mail.ts'
import { cutTo } from './cut.ts'
import { withoutDataImages } from './data-images.ts'
import type { Gathered, Leaf, Words } from './gathered.ts'
import { readText } from './guess-charset.ts'
import { htmlWords } from './html-words.ts'
import { LIMITS } from './limits.ts'
import { partName } from './part-names.ts'
import { plainWords, unflowed } from './plain-words.ts'
import { safeHtml } from './safe-html.ts'
import { binary, fromUuencode } from './transfer.ts'

export type Body = {
  /** New words and quoted ones, not yet parted. */
  words: string
  html: string | null
  protection: ReadMail['protection']
  /** The charset that the words really are in. */
  charset: string | null
}

/** Makes readable what was gathered; files hidden in the words are added to the parts. */
export function readBody(gathered: Gathered): Body {
  const room = { text: LIMITS.textBytes as number, html: LIMITS.htmlBytes as number }
  const seen: Body = { words: '', html: null, protection: gathered.protection, charset: null }
  const read = gathered.words.map((words) => readWords(words, gathered, room, seen))
  const hasHtml = read.some(({ html }) => html !== null)
  seen.words = read.map(({ text }) => text).join('\n')
  if (hasHtml) seen.html = shortened(read.map(({ text, html }) => html ?? asHtml(text)).join('\n'), gathered)
  return seen
}

type Room = { text: number; html: number }

function readWords(words: Words, gathered: Gathered, room: Room, seen: Body) {
  const plain = words.texts.map((leaf) => readPlain(leaf, gathered, room, seen)).join('\n')
  if (words.htmls.length === 0) return { text: plain, html: null }
  const html = words.htmls.map((leaf) => readHtml(leaf, gathered, room, seen)).join('\n')
  const said = plain.trim()
  if (said !== '' && !isMangled(said)) return { text: plain, html }
  const fromHtml = htmlWords(html)
  return { text: fromHtml.trim() === '' ? plain : fromHtml, html }
}

/** Words that a program made out of HTML and lost: question marks where characters were. */
function isMangled(text: string) {
  const sample = text.slice(0, 2000).replace(/\s/g, '')
  const lost = sample.split('?').length - 1
  return lost > 3 && lost > sample.length * 0.3
}

function readPlain(leaf: Leaf, gathered: Gathered, room: Room, seen: Body): string {
  const { bytes, files } = withoutUuencoded(leaf.bytes)
  for (const found of files) add(gathered, found)
  const short = taken(leaf, bytes, room, 'text', gathered)
  const reading = readText(short, leaf.charset, gathered.notes.hint)
  note(reading, leaf, gathered, seen)
  const text = plainWords(reading.text)
  return unarmoured(leaf.isFlowed ? unflowed(text, leaf.deletesSpace) : text, gathered, seen)
}

function readHtml(leaf: Leaf, gathered: Gathered, room: Room, seen: Body): string {
  const { html, images } = withoutDataImages(bufferOf(leaf.bytes), gathered.parts.length + 1)
  for (const image of images) add(gathered, image)
  const short = taken(leaf, html, room, 'html', gathered)
  const reading = readText(short, leaf.charset ?? metaCharset(short), gathered.notes.hint)
  note(reading, leaf, gathered, seen)
  return safeHtml(plainWords(reading.text))
}

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function note(reading: { charset: string; guessed: boolean }, leaf: Leaf, { notes }: Gathered, seen: Body) {
  // ASCII that nobody named is no guess.
  if (reading.guessed && (leaf.charset !== null || reading.charset !== 'utf-8'))
    notes.repairs.add('charset-guessed')
  seen.charset ??= reading.charset
}

/** As much of it as is read; of what is longer, the whole is handed on as a file, so that nobody misses the rest. */
function taken(leaf: Leaf, bytes: Uint8Array, room: Room, kind: keyof Room, gathered: Gathered): Uint8Array {
  const short = bytes.subarray(0, room[kind])
  room[kind] -= short.length
  if (short.length === bytes.length) return bytes
  gathered.notes.repairs.add(`${kind}-cut`)
  addWhole(gathered, kind === 'html' ? 'html' : 'txt', leaf.bytes)
  return kind === 'html'
    ? short.subarray(0, short.lastIndexOf(0x3c) + 1 || short.length).subarray(0, -1)
    : short
}

/** Words too long to be shown whole, as a file with this ending. */
export function addWhole(gathered: Gathered, ending: 'html' | 'txt', bytes: Uint8Array) {
  const mediaType = ending === 'html' ? 'text/html' : 'text/plain'
  add(gathered, file(`郵件全文-${gathered.parts.length + 1}.${ending}`, mediaType, bytes))
}

const file = (name: string, mediaType: string, bytes: Uint8Array): MailPart => ({
  name,
  mediaType,
  bytes,
  inline: false,
  contentId: null,
  kind: 'file',
})

function add({ parts, notes }: Gathered, part: MailPart) {
  if (parts.length < LIMITS.parts) parts.push(part)
  else notes.repairs.add('parts-cut')
}

function metaCharset(html: Uint8Array): string | null {
  const head = binary(html.subarray(0, 4000))
  return /<meta\b[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([a-z0-9_-]{2,30})/i.exec(head)?.[1] ?? null
}

const MOST_FILES = 50

function withoutUuencoded(bytes: Uint8Array): { bytes: Uint8Array; files: MailPart[] } {
  const files: MailPart[] = []
  if (!bufferOf(bytes).includes('begin ')) return { bytes, files }
  let text = binary(bytes)
  for (let from = 0; files.length < MOST_FILES; ) {
    const found = fromUuencode(text, from)
    if (!found) break
    files.push(file(partName(found.name, '', files.length + 1), 'application/octet-stream', found.bytes))
    text = text.slice(0, found.start) + text.slice(found.end)
    from = found.start
  }
  return files.length > 0 ? { bytes: Buffer.from(text, 'latin1'), files } : { bytes, files }
}

const SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----'

/** The words inside the armour of PGP; what was signed is kept whole as a part. */
function unarmoured(text: string, gathered: Gathered, seen: Body): string {
  if (text.includes('-----BEGIN PGP MESSAGE-----')) seen.protection = 'encrypted'
  const start = text.indexOf(SIGNED)
  const signature = text.indexOf('-----BEGIN PGP SIGNATURE-----', start)
  if (start < 0 || signature < 0) return text
  if (seen.protection === 'none') seen.protection = 'signed'
  const armoured = Buffer.from(text.slice(start))
  add(gathered, { ...file('signed-message.asc', 'application/pgp-signature', armoured), kind: 'signature' })
  const words = text.indexOf('\n\n', start)
  const signed = words < 0 || words > signature ? '' : text.slice(words + 2, signature)
  return text.slice(0, start) + signed.replace(/^- /gm, '')
}

/** Plain words between pieces of HTML. */
const asHtml = (text: string) =>
  text.trim() === ''
    ? ''
    : `<div style="white-space:pre-wrap">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</div>`

function shortened(html: string, { notes }: Gathered): string {
  if (html.length <= LIMITS.html) return html
  notes.repairs.add('html-cut')
  const short = cutTo(html, LIMITS.html - 10_000)
  return cutTo(safeHtml(short.slice(0, short.lastIndexOf('<'))), LIMITS.html)
}
