import sharp from 'sharp'
import { tiffOf } from '../../telephony-adapter/simulator/fax-tiff.ts'

/** Run lengths as T.4 codes them, as far as these pictures need them. */
const WHITE = { 0: '00110101', 576: '01101000', 640: '01100111', 1728: '010011011' } as const
const BLACK = { 0: '0000110111', 512: '0000001101100' } as const
const EOL = '000000000001'

/** A line of 1728 dots: 640 white, 512 black, 576 white; and an empty one. */
const BAR = WHITE[640] + WHITE[0] + BLACK[512] + BLACK[0] + WHITE[576] + WHITE[0]
const EMPTY = WHITE[1728] + WHITE[0]

type Coding = 'g3-1d' | 'g3-2d'
export type FaxPage = {
  /** Lines, of which the middle half shows the bar. */
  lines: number
  /** Lines to the inch; the dots are 204. Undefined: the file does not say. */
  yDensity?: number | undefined
}

/** A fax as gateways write it: pages of 1728 dots a line in Group 3, each with a black bar in its middle. */
export function faxTiff(pages: readonly FaxPage[], coding: Coding = 'g3-1d'): Buffer {
  return tiffOf(
    pages.map(({ lines, yDensity }) => ({
      ...{ strip: coded(lines, coding), lines, yDensity },
      isTwoDimensional: coding === 'g3-2d',
    })),
  )
}

function coded(lines: number, coding: Coding): Buffer {
  const bits: string[] = []
  let last = ''
  for (let n = 0; n < lines; n++) {
    const line = n >= lines / 4 && n < (lines * 3) / 4 ? BAR : EMPTY
    if (coding === 'g3-1d') bits.push(EOL, line)
    // As the line above: each change straight below the last, which is one bit for each.
    else if (line === last) bits.push(EOL, '0', line === BAR ? '111' : '1')
    else bits.push(EOL, '1', line)
    last = line
  }
  const all = bits.join('')
  const bytes = Buffer.alloc(Math.ceil(all.length / 8))
  for (let at = 0; at < all.length; at++) if (all[at] === '1') bytes[at >> 3]! |= 0x80 >> (at & 7)
  return bytes
}

/** The same picture in Group 4, as libtiff writes it. */
export function faxTiffG4(lines: number, yDensity: number): Promise<Buffer> {
  const dots = Buffer.alloc(1728 * lines, 255)
  for (let y = lines / 4; y < (lines * 3) / 4; y++) dots.fill(0, y * 1728 + 640, y * 1728 + 1152)
  return sharp(dots, { raw: { width: 1728, height: lines, channels: 1 } })
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: 204 / 25.4, yres: yDensity / 25.4 })
    .toBuffer()
}

/** How dark a drawn page is at some points: 0 black to 255 white. */
export async function darkness(png: Buffer, points: readonly [x: number, y: number][]): Promise<number[]> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
  return points.map(
    ([x, y]) =>
      data[(Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels]!,
  )
}
