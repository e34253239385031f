import type { MailAddress } from '../read-mail.ts'
import { decodeWords, type Notes, oneLine, rawText } from './header-text.ts'
import { LIMITS } from './limits.ts'

const LONGEST = 64_000
const LONGEST_ADDRESS = 320
const LONGEST_NAME = 300

/** The addresses of a header, groups opened. Raw bytes become characters first: a byte of Big5 may look like a backslash. */
export function addresses(raw: Uint8Array | undefined, notes: Notes): MailAddress[] {
  if (!raw) return []
  const found: MailAddress[] = []
  for (const piece of pieces(rawText(raw.subarray(0, LONGEST), notes))) {
    const one = addressOf(piece, notes)
    if (one) found.push(one)
    if (found.length >= LIMITS.addresses) break
  }
  return found
}

/** What one mailbox is written with; quoted text and comments are kept apart so that nothing in them is taken for more. */
type Piece = { words: string[]; angle: string | null; comments: string[] }

type Span = { inside: string; end: number }

const empty = (): Piece => ({ words: [], angle: null, comments: [] })

function pieces(text: string): Piece[] {
  const all: Piece[] = []
  let piece = empty()
  let word = ''
  // One that nobody closes is none, and is looked for once.
  let hasQuotes = true
  let hasComments = true
  const endWord = () => {
    if (word) piece.words.push(word)
    word = ''
  }
  const endPiece = () => {
    endWord()
    if (piece.words.length > 0 || piece.angle !== null || piece.comments.length > 0) all.push(piece)
    piece = empty()
  }
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    if (character === '"') {
      const { inside, end }: Span = hasQuotes ? quotedAt(text, i) : { inside: '', end: i }
      hasQuotes &&= end > i
      word += inside
      i = end
    } else if (character === '(') {
      const { inside, end }: Span = hasComments ? commentAt(text, i) : { inside: '', end: i }
      hasComments &&= end > i
      if (inside) piece.comments.push(inside)
      i = end
    } else if (character === '<') {
      endWord()
      const end = text.indexOf('>', i)
      piece.angle = text.slice(i + 1, end < 0 ? undefined : end)
      i = end < 0 ? text.length : end
    } else if (character === ',' || character === ';') endPiece()
    else if (character === ':' && piece.angle === null && !word.includes('@') && !/^mailto$/i.test(word)) {
      // The name of a group.
      word = ''
      piece = empty()
    } else if (/\s/.test(character)) endWord()
    else word += character
  }
  endPiece()
  return all
}

function quotedAt(text: string, start: number): Span {
  let inside = ''
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\' && i + 1 < text.length) inside += text[++i]
    else if (text[i] === '"') return { inside, end: i }
    else inside += text[i]
  }
  // Never closed: it was no quote.
  return { inside: '', end: start }
}

function commentAt(text: string, start: number): Span {
  let depth = 0
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '(') depth++
    else if (text[i] === ')' && --depth === 0) return { inside: text.slice(start + 1, i), end: i }
  }
  return { inside: '', end: start }
}

function addressOf({ words, angle, comments }: Piece, notes: Notes): MailAddress | undefined {
  const inAngle = angle === null ? undefined : mailboxIn(angle)
  const at = inAngle === undefined ? words.findIndex((word) => mailboxIn(word) !== undefined) : -1
  const address = inAngle ?? (at >= 0 ? mailboxIn(words[at]!) : undefined) ?? ''
  const others = words.filter((word, i) => i !== at && word !== '>')
  const said = others.length > 0 ? others.join(' ') : comments.join(' ')
  const name = oneLine(decodeWords(said, notes))
    .replace(/^'(.*)'$/, '$1')
    .slice(0, LONGEST_NAME)
  if (!address && !name) return undefined
  return { address, name: name.toWellFormed() }
}

/** An address in whatever it is wrapped; undefined when this holds none. */
export function mailboxIn(text: string): string | undefined {
  const bare = text.replace(/^\s*mailto:/i, '').replace(/[\s<>]/g, '')
  const at = bare.lastIndexOf('@')
  if (at < 1 || at === bare.length - 1 || bare.length > LONGEST_ADDRESS || bare.startsWith('=?'))
    return undefined
  return (
    bare.slice(0, at + 1) +
    bare
      .slice(at + 1)
      .toLowerCase()
      .replace(/\.$/, '')
  ).toWellFormed()
}
