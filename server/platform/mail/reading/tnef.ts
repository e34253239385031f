import { decodeAs } from './charsets.ts'
import { readText } from './guess-charset.ts'
import { rtfText, unpackedRtf } from './rtf.ts'

const SIGNATURE = 0x223e9f78
const MOST_ATTACHMENTS = 500
const DEEPEST = 5

const ATTRIBUTE = {
  subject: 0x8004,
  body: 0x800c,
  messageProperties: 0x9003,
  attachmentBegins: 0x9002,
  attachmentTitle: 0x8010,
  attachmentData: 0x800f,
  attachmentProperties: 0x9005,
  codepage: 0x9007,
} as const

const PROPERTY = {
  subject: 0x0037,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  data: 0x3701,
  fileName: 0x3704,
  longFileName: 0x3707,
  mediaType: 0x370e,
  contentId: 0x3712,
} as const

type TnefFile = {
  name: string | null
  mediaType: string | null
  contentId: string | null
  bytes: Uint8Array
}
export type Tnef = { subject: string; text: string; html: string; files: TnefFile[] }

/** What a winmail.dat holds; undefined when it is none. What is broken in it ends the reading, not what was read before. */
export function readTnef(bytes: Buffer, hint: string | null, depth = 0): Tnef | undefined {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return undefined
  const read: Tnef = { subject: '', text: '', html: '', files: [] }
  let codepage: string | null = null
  const text = (raw: Uint8Array) => readText(untilNul(raw), codepage, hint).text
  let at = 6
  while (at + 9 <= bytes.length) {
    const id = bytes.readUInt16LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const start = at + 9
    const value = bytes.subarray(start, start + length)
    at = start + length + 2
    if (id === ATTRIBUTE.codepage && value.length >= 4) codepage = `cp${value.readUInt32LE(0)}`
    else if (id === ATTRIBUTE.subject) read.subject ||= text(value)
    else if (id === ATTRIBUTE.body) read.text ||= text(value)
    else if (id === ATTRIBUTE.messageProperties) takeWords(read, properties(value), text)
    else if (id === ATTRIBUTE.attachmentBegins) {
      if (read.files.length >= MOST_ATTACHMENTS) break
      read.files.push({ name: null, mediaType: null, contentId: null, bytes: Buffer.alloc(0) })
    } else {
      const file = read.files.at(-1)
      if (!file) continue
      if (id === ATTRIBUTE.attachmentTitle) file.name ??= text(value)
      else if (id === ATTRIBUTE.attachmentData) file.bytes = value
      else if (id === ATTRIBUTE.attachmentProperties)
        takeFile(read, file, properties(value), text, hint, depth)
    }
  }
  read.files = read.files.filter((file) => file.bytes.length > 0)
  return read
}

type Properties = Map<number, { type: number; value: Buffer }>
type TextOf = (raw: Uint8Array) => string

const UNICODE = 0x1f
const OBJECT = 0x0d

const said = (found: Properties, id: number, text: TextOf) => {
  const property = found.get(id)
  if (!property) return ''
  return property.type === UNICODE
    ? decodeAs(property.value, 'utf-16le').replace(/\0.*$/s, '')
    : text(property.value)
}

function takeWords(read: Tnef, found: Properties, text: TextOf) {
  read.subject ||= said(found, PROPERTY.subject, text)
  read.text ||= said(found, PROPERTY.body, text)
  read.html ||= said(found, PROPERTY.html, text)
  const packed = found.get(PROPERTY.rtf)
  const rtf = packed && read.text.trim() === '' && read.html === '' ? unpackedRtf(packed.value) : undefined
  if (rtf) read.text = rtfText(rtf)
}

function takeFile(
  read: Tnef,
  file: TnefFile,
  found: Properties,
  text: TextOf,
  hint: string | null,
  depth: number,
) {
  file.name = said(found, PROPERTY.longFileName, text) || said(found, PROPERTY.fileName, text) || file.name
  file.mediaType = said(found, PROPERTY.mediaType, text).toLowerCase() || file.mediaType
  file.contentId = said(found, PROPERTY.contentId, text) || file.contentId
  const data = found.get(PROPERTY.data)
  if (!data) return
  // An object says first, in 16 bytes, what it is; another mail is one.
  const bytes = data.type === OBJECT ? data.value.subarray(16) : data.value
  const inner = data.type === OBJECT && depth < DEEPEST ? readTnef(bytes, hint, depth + 1) : undefined
  if (!inner) {
    if (bytes.length > 0) file.bytes = bytes
    return
  }
  file.name = `${file.name ?? (inner.subject || '郵件')}.txt`
  file.mediaType = 'text/plain'
  file.bytes = Buffer.from([inner.subject, inner.text || inner.html].join('\n\n'))
  read.files.splice(-1, 0, ...inner.files)
}

const FIXED: Record<number, number> = {
  1: 0,
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
}
const MOST_PROPERTIES = 2000

/** MAPI properties as TNEF writes them; those of several values are passed over. */
function properties(bytes: Buffer): Properties {
  const found: Properties = new Map()
  const count = bytes.length >= 4 ? Math.min(bytes.readUInt32LE(0), MOST_PROPERTIES) : 0
  let at = 4
  for (let n = 0; n < count && at + 4 <= bytes.length; n++) {
    const type = bytes.readUInt16LE(at)
    const id = bytes.readUInt16LE(at + 2)
    at += 4
    if (id >= 0x8000) at = afterName(bytes, at)
    const isMany = (type & 0x1000) !== 0
    const size = FIXED[type & 0xfff]
    let values = 1
    if (size === undefined || isMany) {
      if (at + 4 > bytes.length) break
      values = bytes.readUInt32LE(at)
      at += 4
    }
    for (let v = 0; v < values && at < bytes.length; v++) {
      let length = size ?? 0
      if (size === undefined) {
        if (at + 4 > bytes.length) return found
        length = bytes.readUInt32LE(at)
        at += 4
      }
      if (v === 0 && !isMany) found.set(id, { type: type & 0xfff, value: bytes.subarray(at, at + length) })
      at += size === undefined ? Math.ceil(length / 4) * 4 : Math.max(length, 4)
    }
  }
  return found
}

/** A property named by its owner: 16 bytes whose, then a number or a name. */
function afterName(bytes: Buffer, at: number) {
  if (at + 24 > bytes.length) return bytes.length
  const isNumber = bytes.readUInt32LE(at + 16) === 0
  return isNumber ? at + 24 : at + 24 + Math.ceil(bytes.readUInt32LE(at + 20) / 4) * 4
}

function untilNul(raw: Uint8Array) {
  const nul = raw.indexOf(0)
  return nul < 0 ? raw : raw.subarray(0, nul)
}
