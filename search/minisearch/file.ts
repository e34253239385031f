import { createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gunzipSync } from 'node:zlib'
import { TERMS_VERSION } from '../terms.ts'
import type { Kept, Written } from './term-index.ts'

const FORM = 1
const KEPT_A_LINE = 1000
const NEW_LINE = 10

/** Other terms would be made today: of another version of ours, or other words of another version of ICU. */
const MADE_BY = JSON.stringify({ form: FORM, terms: TERMS_VERSION, icu: process.versions.icu })

/**
 * Writes an index down, beside what was written before, and puts it in its place when it is safely there: whoever dies
 * meanwhile leaves the old file.
 */
export async function writeIndex(file: string, written: Written) {
  const beside = `${file}.new`
  await mkdir(dirname(file), { recursive: true })
  await pipeline(
    Readable.from(linesOf(written)),
    createGzip({ level: 1 }),
    createWriteStream(beside, { flush: true }),
  )
  await rename(beside, file)
  const folder = await open(dirname(file))
  await folder.sync().finally(() => folder.close())
}

function* linesOf({ index, kept }: Written) {
  yield `${MADE_BY}\n`
  yield `${JSON.stringify(index)}\n`
  for (let from = 0; from < kept.length; from += KEPT_A_LINE)
    yield `${JSON.stringify(kept.slice(from, from + KEPT_A_LINE))}\n`
}

/** @returns undefined when there is none, when it was made otherwise than today, or when it is damaged: as if none was there */
export async function readIndex(file: string): Promise<Written | undefined> {
  try {
    const [head, index, ...kept] = lines(gunzipSync(await readFile(file)))
    if (head?.toString() !== MADE_BY || !index) return undefined
    return {
      index: JSON.parse(index.toString()),
      kept: kept.flatMap((line) => JSON.parse(line.toString()) as Kept[]),
    }
  } catch {
    return undefined
  }
}

function* lines(bytes: Buffer) {
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf(NEW_LINE, from)
    const end = to < 0 ? bytes.length : to
    yield bytes.subarray(from, end)
    from = end + 1
  }
}
