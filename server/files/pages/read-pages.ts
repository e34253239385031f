import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import { readContent } from '../parts/read.ts'
import { openPart, sealPart } from '../parts/sealed-part.ts'
import type { StoredFile } from '../tables.ts'
import { inTurn } from '../uploads/turns.ts'
import { drawPage } from './draw-page.ts'
import { type PageSize, sizeOfPage } from './page-size.ts'
import { tiffPages } from './tiff-directory.ts'

/** A fax of hundreds of pages is a few megabytes; what is larger is a scan to be downloaded. */
const MOST_BYTES = 50 * 1024 * 1024

/** `pdf`: the browser shows it by itself; `images`: one picture a page. */
export type Pages = { kind: 'pdf' | 'images'; pages: PageSize[] }

const noPages = () => new Refusal('unsupported', 'file-has-no-pages')

/**
 * What can be shown of a file page by page. Whoever calls has made sure that the reader may have it.
 * @throws Refusal 'unsupported' `file-has-no-pages`: neither TIFF nor PDF, or not readable as such
 */
export async function readPages(deps: Pick<Deps, 'files' | 'secrets'>, file: StoredFile): Promise<Pages> {
  if (file.mediaType === 'application/pdf') return { kind: 'pdf', pages: [] }
  return { kind: 'images', pages: (await readTiff(deps, file)).sizes }
}

/**
 * One page as PNG. Drawn once: the picture is kept in the store, encrypted with the file's key.
 *
 * @param n counted from 1
 * @throws Refusal 'unsupported' `file-has-no-pages` · 'not-found' `file-not-found`: it has not so many pages
 */
export async function readPage(
  deps: Pick<Deps, 'files' | 'secrets' | 'log'>,
  file: StoredFile,
  n: number,
): Promise<Buffer> {
  const key = deps.secrets.unwrap(file.wrappedKey)
  const [place, part] = [`pages-${file.id}`, { fileId: file.id, n: `page-${n}` as const }]
  const kept = await deps.files.getPart(place, n).then(
    (sealed) => openPart(key, part, sealed),
    () => undefined,
  )
  if (kept) return kept
  const drawn = await inTurn(deps.files, async () => {
    const { bytes, sizes } = await readTiff(deps, file)
    const size = sizes[n - 1]
    if (!size) throw new Refusal('not-found', 'file-not-found')
    return drawPage(bytes, n - 1, size).catch((error) => {
      deps.log.info({ err: error, fileId: file.id, page: n }, 'a page cannot be drawn')
      throw noPages()
    })
  })
  // Only to be quicker the next time.
  await deps.files
    .putPart(place, n, sealPart(key, part, drawn))
    .catch((err) => deps.log.warn({ err, fileId: file.id }, 'a drawn page was not kept'))
  return drawn
}

async function readTiff(deps: Pick<Deps, 'files' | 'secrets'>, file: StoredFile) {
  if (file.mediaType !== 'image/tiff' || file.size > MOST_BYTES) throw noPages()
  const chunks: Buffer[] = []
  for await (const chunk of readContent(deps, file)) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const pages = tiffPages(bytes)
  if (!pages) throw noPages()
  return { bytes, sizes: pages.map(sizeOfPage) }
}
