import { tiffOf } from './fax-tiff.ts'
import type { Fax } from './state.ts'

const WIDTH = 1728
const LINES = 1078
const SCALE = 8

/** T.4's codes for runs of up to 56 dots and of 64 to 1728, in steps of 8 and 64: all these pages need. */
const WHITE_ENDS = '00110101 10011 101010 0101000 00011011 00101001 00001011 01011001'.split(' ')
const BLACK_ENDS =
  '0000110111 000101 0000010111 00000010111 000001101010 000001101100 000001100100 000000101000'.split(' ')
const WHITE_LONG =
  '11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 011001101 011010010 011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000 010011001 010011010 011000 010011011'.split(
    ' ',
  )
const END_OF_LINE = '000000000001'

/** Five by seven dots, a row a number. */
const GLYPHS: Record<string, string> = {
  A: '2555755',
  C: '3444443',
  D: '6555556',
  E: '7446447',
  F: '7446444',
  G: '3445553',
  I: '7222227',
  L: '4444447',
  M: '5775555',
  O: '7555557',
  P: '6556444',
  S: '3442116',
  T: '7222222',
  U: '5555557',
  X: '5552555',
  '0': '7555557',
  '1': '2622227',
  '2': '7117447',
  '3': '7117117',
  '4': '5557111',
  '5': '7447117',
  '6': '7447557',
  '7': '7112222',
  '8': '7557557',
  '9': '7557117',
  '+': '0027200',
  '-': '0007000',
}

/** The pages as a fax receiver writes them, TIFF in Group 3: each says that it is simulated, who sent it, and its number. */
export function drawFax({ pages, from }: Pick<Fax, 'pages' | 'from'>): Buffer {
  const strips = Array.from({ length: pages }, (_, n) =>
    pageOf(['SIMULATED', 'FAX', from ?? '', `${n + 1} - ${pages}`]),
  )
  return tiffOf(strips.map((strip) => ({ strip, lines: LINES, yDensity: 98 })))
}

function pageOf(words: string[]): Buffer {
  const bits: string[] = []
  for (let y = 0; y < LINES; y++) {
    const row = Math.floor((y - 100) / SCALE)
    const word = words[Math.floor(row / 12)] ?? ''
    bits.push(END_OF_LINE, row < 0 ? line([]) : line(dotsOf(word, row % 12)))
  }
  const all = bits.join('')
  const bytes = Buffer.alloc(Math.ceil(all.length / 8))
  for (let at = 0; at < all.length; at++) if (all[at] === '1') bytes[at >> 3]! |= 0x80 >> (at & 7)
  return bytes
}

function dotsOf(word: string, row: number): boolean[] {
  const dots = Array.from({ length: 10 }, () => false)
  for (const letter of word) {
    const pattern = Number(GLYPHS[letter]?.[row] ?? 0)
    dots.push(!!(pattern & 4), !!(pattern & 2), !!(pattern & 1), false)
  }
  return dots
}

/** A line's runs, white first, every dot eight wide and every run written in full. */
function line(dots: boolean[]): string {
  const runs: number[] = []
  let isBlack = false
  let length = 0
  for (const dot of dots) {
    if (dot !== isBlack) {
      runs.push(length)
      isBlack = dot
      length = 0
    }
    length += SCALE
  }
  if (isBlack) runs.push(length, 0)
  else runs.push(length)
  const written = runs.reduce((sum, run) => sum + run, 0)
  runs[runs.length - 1]! += WIDTH - written
  return runs.map((run, n) => coded(run, n % 2 === 1)).join('')
}

function coded(run: number, isBlack: boolean): string {
  // Letters have no black as wide as that.
  if (isBlack) return BLACK_ENDS[run / 8]!
  const far = Math.floor(run / 64)
  return (far > 0 ? WHITE_LONG[far - 1]! : '') + WHITE_ENDS[(run % 64) / 8]!
}
