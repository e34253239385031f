import { readText } from './guess-charset.ts'
import { decodeWords, type Notes, oneLine, rawText } from './header-text.ts'

/** A header such as `text/plain; charset=big5`: its value in lower case, and its parameters decoded. */
export type Parametered = { value: string; params: Map<string, string> }

const LONGEST = 20_000
const MOST = 100

/** Reads a header with parameters: RFC 2231 with its continuations and charsets, and what is written instead. */
export function parametered(raw: Uint8Array | undefined, notes: Notes): Parametered {
  const text = raw ? rawText(raw.subarray(0, LONGEST), notes) : ''
  const [value = '', ...pieces] = split(text)
  const plain = new Map<string, string>()
  const continued = new Map<string, Segment[]>()
  for (const piece of pieces.slice(0, MOST)) {
    const equals = piece.indexOf('=')
    if (equals < 0) continue
    const name = piece.slice(0, equals).trim().toLowerCase()
    const said = unquoted(piece.slice(equals + 1).trim())
    const star = name.indexOf('*')
    if (star < 0) {
      if (!plain.has(name)) plain.set(name, said)
    } else segmentOf(continued, name, star, said)
  }
  const params = new Map([...plain].map(([name, said]) => [name, decoded(said, notes)]))
  for (const [name, segments] of continued) params.set(name, joined(segments, notes))
  return { value: oneLine(value.replace(/\([^()]*\)/g, '')).toLowerCase(), params }
}

type Segment = { n: number; isCoded: boolean; said: string }

/** `name*`, `name*0`, `name*0*`. */
function segmentOf(into: Map<string, Segment[]>, name: string, star: number, said: string) {
  const base = name.slice(0, star)
  const rest = name.slice(star + 1)
  const n = Number.parseInt(rest, 10)
  const isCoded = rest === '' || rest.endsWith('*')
  into.set(base, [...(into.get(base) ?? []), { n: Number.isNaN(n) ? 0 : n, isCoded, said }])
}

/** Cut at semicolons outside quotes. A quote that nobody closes ends with its line of text. */
function split(text: string): string[] {
  const pieces: string[] = []
  let start = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (quoted && character === '\\') i++
    else if (character === '"') quoted = quoted ? false : text.indexOf('"', i + 1) >= 0
    else if (character === ';' && !quoted) {
      pieces.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...pieces, text.slice(start)]
}

function unquoted(said: string) {
  const begins = said.startsWith('"')
  if (!begins) return said.startsWith("'") && said.endsWith("'") && said.length > 2 ? said.slice(1, -1) : said
  const end = said.length > 1 && said.endsWith('"') ? -1 : undefined
  return said.slice(1, end).replace(/\\(["\\])/g, '$1')
}

function decoded(said: string, notes: Notes) {
  const words = decodeWords(said, notes)
  if (words !== said || !/%[89A-Fa-f][0-9A-Fa-f]/.test(said)) return oneLine(words)
  // Some write the name as a browser would.
  try {
    return oneLine(decodeURIComponent(said))
  } catch {
    return oneLine(said)
  }
}

function joined(segments: Segment[], notes: Notes) {
  const ordered = segments.toSorted((a, b) => a.n - b.n)
  const first = ordered[0]!
  let charset: string | null = null
  if (first.isCoded) {
    const [named, , ...rest] = first.said.split("'")
    if (rest.length > 0) {
      charset = named ?? null
      first.said = rest.join("'")
    }
  }
  if (!ordered.some(({ isCoded }) => isCoded)) return decoded(ordered.map(({ said }) => said).join(''), notes)
  const bytes = Buffer.concat(
    ordered.map(({ said, isCoded }) => (isCoded ? unescaped(said) : Buffer.from(said))),
  )
  const reading = readText(bytes, charset, notes.hint)
  return oneLine(decodeWords(reading.text, notes))
}

function unescaped(said: string): Buffer {
  const bytes = Buffer.from(said, 'utf8')
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const code = bytes[i] === 0x25 ? Number.parseInt(bytes.toString('latin1', i + 1, i + 3), 16) : Number.NaN
    if (Number.isNaN(code)) bytes[length++] = bytes[i]!
    else {
      bytes[length++] = code
      i += 2
    }
  }
  return bytes.subarray(0, length)
}
