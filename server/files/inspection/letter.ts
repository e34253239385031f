import { latin1, readingsOf } from './text.ts'
import type { Member } from './unpack.ts'

const MAX_PARTS = 1_000
const MAX_DEPTH = 20

/**
 * The attachments of a letter as it travelled (RFC 822, MIME), also those of letters attached to it.
 * A part without a name is given when it is neither plain text nor HTML. Throws RangeError when it is
 * built to defeat readers (thousands of parts, endless nesting).
 */
export function letterMembers(bytes: Uint8Array): Member[] {
  const found: Member[] = []
  let parts = 0
  const read = (source: string, depth: number) => {
    if (++parts > MAX_PARTS || depth > MAX_DEPTH) throw new RangeError('too many parts')
    const [head, body] = splitHead(source)
    const type = headerOf(head, 'content-type')
    const media = /^\s*([^;\s]+)/.exec(type)?.[1]?.toLowerCase() ?? 'text/plain'
    const boundary = parameters(type, 'boundary')[0]
    if (media.startsWith('multipart/') && boundary) {
      for (const part of splitParts(body, boundary)) read(part, depth + 1)
      return
    }
    const content = decoded(body, headerOf(head, 'content-transfer-encoding').trim().toLowerCase())
    if (media === 'message/rfc822') return read(latin1(content), depth + 1)
    const names = [
      ...parameters(headerOf(head, 'content-disposition'), 'filename'),
      ...parameters(type, 'name'),
    ]
    const [first, ...others] = names
    if (first !== undefined) found.push({ names: [first, ...others], bytes: content })
    else if (media !== 'text/plain' && media !== 'text/html') found.push({ names: ['part'], bytes: content })
    else found.push(...uuencoded(latin1(content)))
  }
  read(latin1(bytes), 0)
  return found
}

function splitHead(source: string): [head: string, body: string] {
  const gap = /\r?\n\r?\n|\r\r/.exec(source)
  const starts = /^\r?\n/.exec(source)
  if (starts) return ['', source.slice(starts[0].length)]
  if (!gap) return [source, '']
  return [source.slice(0, gap.index).replace(/\r?\n[ \t]+/g, ' '), source.slice(gap.index + gap[0].length)]
}

const headerOf = (head: string, name: string): string =>
  new RegExp(`^${name}[ \\t]*:(.*)$`, 'im').exec(head)?.[1] ?? ''

/** All the ways a parameter may be written: plain, quoted, encoded words, RFC 2231 in one piece or several. */
function parameters(header: string, name: string): string[] {
  const pattern = new RegExp(`;\\s*${name}(\\*\\d+)?(\\*)?\\s*=\\s*("(?:[^"\\\\]|\\\\.)*"|[^;]*)`, 'gi')
  const plain: string[] = []
  const pieces: string[] = []
  for (const [, piece, encoded, raw = ''] of header.matchAll(pattern)) {
    const value = raw.startsWith('"') ? raw.slice(1, -1).replace(/\\(.)/g, '$1') : raw.trim()
    const text = encoded ? percentDecoded(value.replace(/^[^']*'[^']*'/, '')) : value
    if (piece) pieces.push(text)
    else plain.push(text)
  }
  const all = [...plain, ...(pieces.length > 0 ? [pieces.join('')] : [])]
  return all
    .filter((value) => value !== '')
    .flatMap((value) => readingsOf(Buffer.from(words(value), 'latin1')))
}

/** Encoded words (`=?utf-8?B?…?=`) as bytes, one character each; other text as it stands. */
const words = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?[^?]*\?([bq])\?([^?]*)\?=/gi, (_all, encoding: string, text: string) =>
      encoding.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('latin1')
        : unquoted(text.replace(/_/g, ' ')),
    )

const hex = (_all: string, code: string) => String.fromCharCode(Number.parseInt(code, 16))
const percentDecoded = (text: string) => text.replace(/%([0-9a-f]{2})/gi, hex)
const unquoted = (text: string) => text.replace(/=([0-9a-f]{2})/gi, hex)

function* splitParts(body: string, boundary: string): Generator<string> {
  const fence = `--${boundary}`
  const lines = `\n${body}`
  let from = lines.indexOf(`\n${fence}`)
  while (from >= 0) {
    const start = lines.indexOf('\n', from + 1)
    if (start < 0 || lines.startsWith(`\n${fence}--`, from)) return
    const next = lines.indexOf(`\n${fence}`, start)
    yield lines.slice(start + 1, next < 0 ? undefined : next).replace(/\r$/, '')
    from = next
  }
}

function decoded(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding === 'quoted-printable')
    return Buffer.from(unquoted(body.replace(/=[ \t]*\r?\n/g, '')), 'latin1')
  if (/^(?:x-)?uu/.test(encoding)) return uuencoded(body)[0]?.bytes ?? Buffer.from(body, 'latin1')
  return Buffer.from(body, 'latin1')
}

/** Files written straight into the text, as old programs did and Outlook still understands. */
function uuencoded(text: string): Member[] {
  const found: Member[] = []
  let open: { names: Member['names']; lines: Buffer[] } | undefined
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    const name = open ? undefined : /^begin [0-7]{3,4} (.+)$/.exec(line)?.[1]
    if (name) open = { names: readingsOf(Buffer.from(name, 'latin1')), lines: [] }
    else if (open && line.trimEnd() === 'end') {
      found.push({ names: open.names, bytes: Buffer.concat(open.lines) })
      open = undefined
    } else open?.lines.push(uuLine(line))
  }
  // Without its end it is still what some programs would save.
  if (open) found.push({ names: open.names, bytes: Buffer.concat(open.lines) })
  return found
}

function uuLine(line: string): Buffer {
  if (line.length > 100) return Buffer.from(line, 'latin1')
  const values = [...line].map((character) => (character.charCodeAt(0) - 32) & 63)
  const bytes: number[] = []
  for (let i = 1; i + 3 < values.length; i += 4) {
    const bits = (values[i]! << 18) | (values[i + 1]! << 12) | (values[i + 2]! << 6) | values[i + 3]!
    bytes.push(bits >> 16, (bits >> 8) & 255, bits & 255)
  }
  return Buffer.from(bytes.slice(0, values[0] ?? 0))
}
