import { charsetOf } from './charsets.ts'
import { readText } from './guess-charset.ts'

const COMPRESSED = 0x75465a4c
const UNCOMPRESSED = 0x414c454d
const BEGINNING =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'
const WINDOW = 4096
const MOST = 5_000_000

/** RTF as Exchange packs it (MS-OXRTFCP); undefined when it is not. */
export function unpackedRtf(packed: Buffer): Buffer | undefined {
  if (packed.length < 16) return undefined
  const size = Math.min(packed.readUInt32LE(4), MOST)
  const kind = packed.readUInt32LE(8)
  if (kind === UNCOMPRESSED) return packed.subarray(16, 16 + size)
  if (kind !== COMPRESSED) return undefined
  const window = Buffer.alloc(WINDOW, 0x20)
  window.write(BEGINNING, 'latin1')
  const out = Buffer.alloc(size)
  let write = BEGINNING.length
  let length = 0
  let at = 16
  const put = (byte: number) => {
    out[length++] = byte
    window[write] = byte
    write = (write + 1) % WINDOW
  }
  while (at < packed.length && length < size) {
    const flags = packed[at++]!
    for (let bit = 0; bit < 8 && at < packed.length && length < size; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(packed[at++]!)
        continue
      }
      if (at + 1 >= packed.length) return out.subarray(0, length)
      const reference = packed.readUInt16BE(at)
      at += 2
      const offset = reference >> 4
      if (offset === write) return out.subarray(0, length)
      for (let i = 0; i < (reference & 15) + 2 && length < size; i++) put(window[(offset + i) % WINDOW]!)
    }
  }
  return out.subarray(0, length)
}

const SILENT = new Set(
  'fonttbl colortbl stylesheet info pict object header footer generator listtable listoverridetable rsidtbl themedata htmltag'.split(
    ' ',
  ),
)
const SPOKEN: Record<string, string> = {
  par: '\n',
  line: '\n',
  tab: '\t',
  cell: '\t',
  row: '\n',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
}
const WORD = /\\(?:([a-z]{1,32})(-?\d{1,10})? ?|'([0-9a-f]{2})|([^a-z]))/iy

/** The words of RTF, without what only looks. */
export function rtfText(rtf: Buffer): string {
  const source = rtf.toString('latin1')
  let charset: string | null = null
  let out = ''
  let codes: number[] = []
  const stack: { silent: boolean; skip: number }[] = []
  let silent = false
  let skip = 1
  let toSkip = 0
  const flush = () => {
    if (codes.length > 0) out += readText(Uint8Array.from(codes), charset).text
    codes = []
  }
  const say = (text: string) => {
    flush()
    if (!silent) out += text
  }
  for (let i = 0; i < source.length && out.length < MOST; ) {
    const character = source[i]!
    if (character === '{' || character === '}') {
      flush()
      if (character === '{') stack.push({ silent, skip })
      else ({ silent, skip } = stack.pop() ?? { silent: false, skip: 1 })
      i++
      continue
    }
    if (character !== '\\') {
      if (toSkip > 0) toSkip--
      else if (character !== '\r' && character !== '\n' && !silent) {
        if (codes.length > 0) codes.push(character.charCodeAt(0))
        else out += character
      }
      i++
      continue
    }
    WORD.lastIndex = i
    const [whole = '\\', word, number, hex, symbol] = WORD.exec(source) ?? []
    i += whole.length
    if (hex) {
      if (toSkip > 0) toSkip--
      else if (!silent) codes.push(Number.parseInt(hex, 16))
    } else if (symbol) {
      if (symbol === '*') silent = true
      else if ('\\{}'.includes(symbol)) say(symbol)
      else if (symbol === '~') say(' ')
    } else if (word === 'u' && number) {
      say(String.fromCharCode(Number(number) & 0xffff))
      toSkip = skip
    } else if (word === 'uc') skip = Number(number ?? 1)
    else if (word === 'ansicpg') charset = charsetOf(`cp${number}`)
    else if (word === 'htmlrtf') silent = number !== '0'
    else if (word && SILENT.has(word)) silent = true
    else if (word && SPOKEN[word]) say(SPOKEN[word])
  }
  flush()
  return out.trim()
}
