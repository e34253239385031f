import { drawPage } from '../../files/pages/draw-page.ts'
import { sizeOfPage } from '../../files/pages/page-size.ts'
import { tiffPages } from '../../files/pages/tiff-directory.ts'

const POINTS_PER_INCH = 72
const PAGE_WIDTH_INCHES = 8.27

/**
 * A fax's pages as PDF, one a page, as wide as A4 and as long as each is.
 * @returns undefined when it is no TIFF, or nothing of it can be drawn
 */
export async function faxPdf(tiff: Buffer): Promise<{ pdf: Buffer; pages: number } | undefined> {
  const sizes = tiffPages(tiff)?.map(sizeOfPage)
  if (!sizes || sizes.length === 0) return undefined
  const { default: PdfDocument } = await import('pdfkit')
  const document = new PdfDocument({ autoFirstPage: false, info: { Title: '傳真', Producer: 'OneWindow' } })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => document.once('end', resolve))
  let drawn = 0
  for (const [n, size] of sizes.entries()) {
    const page = await drawPage(tiff, n, size).catch(() => undefined)
    const width = PAGE_WIDTH_INCHES * POINTS_PER_INCH
    document.addPage({ size: [width, (width * size.height) / size.width], margin: 0 })
    if (!page) continue
    document.image(page, 0, 0, { width })
    drawn++
  }
  document.end()
  await ended
  return drawn === 0 ? undefined : { pdf: Buffer.concat(chunks), pages: sizes.length }
}
