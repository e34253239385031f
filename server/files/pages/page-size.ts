import type { TiffPage } from './tiff-directory.ts'

/** Of the picture that is shown, in pixels. */
export type PageSize = { width: number; height: number }

/** As wide as a fax is sent; more would not be seen and costs memory in every browser. */
const MOST_WIDTH = 1728
const MOST_HEIGHT = 6000
/** A fax machine's line of standard and fine resolution. */
const FAX_WIDTHS = new Set([1728, 2048, 2432])
const SHORTEST_FINE_PAGE = 1500

/**
 * How large a page is shown: in its right proportions, although faxes of standard resolution have half as many lines
 * (204 by 98 to the inch), and never wider than it was sent.
 */
export function sizeOfPage(page: TiffPage): PageSize {
  const stretch = stretchOf(page)
  const [width, height] = page.turned
    ? [page.height * stretch, page.width]
    : [page.width, page.height * stretch]
  const scale = Math.min(1, MOST_WIDTH / width, MOST_HEIGHT / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

function stretchOf({ width, height, xDensity, yDensity }: TiffPage): number {
  if (xDensity && yDensity) return Math.min(8, Math.max(1 / 8, xDensity / yDensity))
  // A line as fax machines send it, and too few of them for a page: standard resolution that nobody has written down.
  const looksStandard = FAX_WIDTHS.has(width) && height < SHORTEST_FINE_PAGE && height > width / 4
  return looksStandard ? 2 : 1
}
