import type { PageSize } from './page-size.ts'

/** An A3 page of 600 dots to the inch; a file that claims more is not decoded. */
const MOST_PIXELS = 75_000_000
const PATIENCE_SECONDS = 20

/**
 * Draws one page of a TIFF file as PNG, in sharp's own threads: G3 (one- and two-dimensional), G4, LZW, PackBits and
 * the rest. Lines that were damaged on the telephone line may look wrong, the others are shown; a page of which
 * nothing can be read is an error, never a white sheet.
 *
 * @param n counted from 0
 * @throws Error of sharp's
 */
export async function drawPage(tiff: Uint8Array, n: number, size: PageSize): Promise<Buffer> {
  try {
    return await draw(tiff, n, size, 'error')
  } catch (error) {
    const drawn = await draw(tiff, n, size, 'none')
    const sharp = await loadSharp()
    const { channels } = await sharp(drawn).stats()
    if (channels.every(({ min, max }) => min === max)) throw error
    return drawn
  }
}

/** With the first page that is asked for: it brings a large library along. */
const loadSharp = async () => (await import('sharp')).default

async function draw(tiff: Uint8Array, n: number, { width, height }: PageSize, failOn: 'error' | 'none') {
  const sharp = await loadSharp()
  return sharp(tiff, { page: n, limitInputPixels: MOST_PIXELS, failOn, sequentialRead: true })
    .autoOrient()
    .flatten({ background: '#fff' })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .greyscale()
    .png({ compressionLevel: 6 })
    .timeout({ seconds: PATIENCE_SECONDS })
    .toBuffer()
}
