import { createHash, type Hash } from 'node:crypto'
import { storable } from '../../platform/storable.ts'

/** A header longer than this is read this far; what it hides beyond is still in the raw bytes. */
const LONGEST_HEADER = 1024 * 1024
/** RFC 5322 allows lines of 998 characters; longer than this is no identity. */
const LONGEST_ID = 998
const LF = 10
const CR = 13
const ENDS = ['\n\n', '\n\r\n', '\n\r\r\n']

/** What tells one mail from another, taken from the bytes as they are. */
export type MailIdentity = {
  /** With angle brackets; made from the content when the mail says none, or nonsense. */
  messageId: string
  /** Whether the mail said it itself. */
  said: boolean
  /** SHA-256 of what the mail says: From, Subject and body, whatever its lines end with. */
  bodyHash: Buffer
}

/**
 * Reads from a mail just enough to know it again. Any bytes will do: there is none that this cannot name, and none
 * for which it throws.
 */
export function identify(bytes: Uint8Array): MailIdentity {
  const mail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { header, body } = divided(mail)
  const lines = unfolded(header)
  const field = (name: string) => wordsOf(lines, name)
  const bodyHash = hashOf([field('from'), field('subject')], body)
  const id = idIn(field('message-id'))
  if (id) return { messageId: storable(id), said: true, bodyHash }
  const made = createHash('sha256')
    .update(bodyHash)
    .update(`${field('date')}\n${field('to')}`)
  return { messageId: `<${made.digest('hex')}@without-message-id>`, said: false, bodyHash }
}

/** The header ends at the first empty line, whatever lines end with; a mail without one is all body too. */
function divided(mail: Buffer): { header: Buffer; body: Buffer } {
  const ends = (mail.includes(LF) ? ENDS : ['\r\r']).flatMap((end) => {
    const at = mail.indexOf(end, 0, 'latin1')
    return at === -1 ? [] : [{ at, after: at + end.length }]
  })
  const [first] = ends.sort((a, b) => a.at - b.at)
  if (!first) return { header: mail.subarray(0, LONGEST_HEADER), body: mail }
  return { header: mail.subarray(0, Math.min(first.at, LONGEST_HEADER)), body: mail.subarray(first.after) }
}

const unfolded = (header: Buffer) =>
  header
    .toString('latin1')
    .replace(/\r*\n|\r/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')

function wordsOf(lines: readonly string[], name: string) {
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon > 0 && line.slice(0, colon).trim().toLowerCase() === name) return line.slice(colon + 1).trim()
  }
  return ''
}

/** @returns undefined for what names nothing: `<>`, blanks, or more than any mail system would write */
function idIn(value: string): string | undefined {
  const inside = /<([^<>]*)>/.exec(value)?.[1] ?? value.replace(/[<>]/g, '')
  const id = inside.replace(/\s+/g, '')
  return id.length > 0 && id.length <= LONGEST_ID && /[^@]/.test(id) ? `<${id}>` : undefined
}

function hashOf(fields: readonly string[], body: Buffer): Buffer {
  const hash = createHash('sha256')
  for (const field of fields) hash.update(field.replace(/\s+/g, ' '), 'latin1').update('\n')
  updateLines(hash, withoutEnd(body))
  return hash.digest()
}

/** Line ends as a single line feed: servers and programs that keep mail write them as they like. */
function updateLines(hash: Hash, body: Buffer) {
  let from = 0
  for (let at = body.indexOf('\r\n', 0, 'latin1'); at !== -1; at = body.indexOf('\r\n', from, 'latin1')) {
    hash.update(body.subarray(from, at)).update('\n')
    from = at + 2
  }
  hash.update(body.subarray(from))
}

/** Empty lines at the end come and go on the way. */
function withoutEnd(body: Buffer) {
  let end = body.length
  while (end > 0 && (body[end - 1] === LF || body[end - 1] === CR)) end--
  return body.subarray(0, end)
}
