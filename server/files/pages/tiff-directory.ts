/** A page of a TIFF file as its directory describes it, in pixels as stored. */
export type TiffPage = {
  width: number
  height: number
  /** Pixels to the inch; null when the file does not say. */
  xDensity: number | null
  yDensity: number | null
  /** Lies on its side (orientation 5 to 8): shown, width and height change places. */
  turned: boolean
}

const MOST_PAGES = 500
const MOST_FIELDS = 512
const MOST_SIDE = 40_000
const CM_PER_INCH = 2.54

const WIDTH = 256
const HEIGHT = 257
const ORIENTATION = 274
const X_RESOLUTION = 282
const Y_RESOLUTION = 283
const RESOLUTION_UNIT = 296
const CENTIMETRES = 3

const SHORT = 3
const LONG = 4
const RATIONAL = 5

/**
 * Reads how many pages a TIFF file has and how large they are, without decoding any: libvips tells one resolution
 * only, and faxes have two.
 * @returns undefined when it is no TIFF, or has no page that could be shown
 */
export function tiffPages(bytes: Uint8Array): TiffPage[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 8) return undefined
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return undefined
  const little = order === 0x4949
  if (view.getUint16(2, little) !== 42) return undefined
  const pages: TiffPage[] = []
  const seen = new Set<number>()
  let at = view.getUint32(4, little)
  while (at !== 0 && !seen.has(at) && pages.length < MOST_PAGES && at + 2 <= view.byteLength) {
    seen.add(at)
    const fields = Math.min(view.getUint16(at, little), MOST_FIELDS)
    const end = at + 2 + fields * 12
    if (end > view.byteLength) break
    const page = pageOf(fieldsOf(view, little, at + 2, fields))
    if (!page) break
    pages.push(page)
    at = end + 4 <= view.byteLength ? view.getUint32(end, little) : 0
  }
  return pages.length > 0 ? pages : undefined
}

type Fields = Map<number, number>

/** The first value of each field that is a number. */
function fieldsOf(view: DataView, little: boolean, from: number, count: number): Fields {
  const fields: Fields = new Map()
  for (let at = from; at < from + count * 12; at += 12) {
    const tag = view.getUint16(at, little)
    const type = view.getUint16(at + 2, little)
    if (type === SHORT) fields.set(tag, view.getUint16(at + 8, little))
    else if (type === LONG) fields.set(tag, view.getUint32(at + 8, little))
    else if (type === RATIONAL) {
      const place = view.getUint32(at + 8, little)
      if (place + 8 > view.byteLength) continue
      const below = view.getUint32(place + 4, little)
      if (below > 0) fields.set(tag, view.getUint32(place, little) / below)
    }
  }
  return fields
}

function pageOf(fields: Fields): TiffPage | undefined {
  const [width = 0, height = 0] = [fields.get(WIDTH), fields.get(HEIGHT)]
  if (width < 1 || height < 1 || width > MOST_SIDE || height > MOST_SIDE) return undefined
  const scale = fields.get(RESOLUTION_UNIT) === CENTIMETRES ? CM_PER_INCH : 1
  const density = (tag: number) => {
    const told = (fields.get(tag) ?? 0) * scale
    return told >= 20 && told <= 2400 ? told : null
  }
  return {
    width,
    height,
    xDensity: density(X_RESOLUTION),
    yDensity: density(Y_RESOLUTION),
    turned: (fields.get(ORIENTATION) ?? 1) >= 5,
  }
}
