import { copyFile, readdir, readFile, truncate, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Envelope } from '../port.ts'
import { readLines, wholeLines } from './lines.ts'
import { readIfThere } from './small-file.ts'

/** A file of the journal; it holds the events from `first` on, up to where the next file begins. */
export type Segment = { first: number; path: string }

const NAME = /^events-(\d{16})\.ndjson$/

export const segmentAt = (dir: string, first: number): Segment => ({
  first,
  path: join(dir, `events-${String(first).padStart(16, '0')}.ndjson`),
})

export async function segmentsIn(dir: string): Promise<Segment[]> {
  const names = await readdir(dir)
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map((digits) => segmentAt(dir, Number(digits)))
    .sort((a, b) => a.first - b.first)
}

/**
 * Makes the last file end with a whole line again, after a crash in the middle of writing one. Where whole lines lie
 * behind a broken one it was the disk: the file is copied aside first.
 */
export async function mend({ path, first }: Segment) {
  const bytes = await readFile(path)
  const { contents, goodBytes, wholeBehind } = readLines<Envelope>(bytes)
  if (wholeBehind > 0) await copyFile(path, `${path}.damaged`)
  if (goodBytes < bytes.length) await truncate(path, goodBytes)
  return { events: contents, bytes: goodBytes, lastSeq: contents.at(-1)?.seq ?? first - 1, wholeBehind }
}

/** The events of a file; `isWhole` is false when the disk has damaged some, which are then left out. */
export async function eventsOf({ path }: Segment) {
  const bytes = (await readIfThere(path)) ?? Buffer.alloc(0)
  const { contents, goodBytes } = readLines<Envelope>(bytes)
  return goodBytes === bytes.length
    ? { events: contents, isWhole: true }
    : { events: wholeLines<Envelope>(bytes), isWhole: false }
}

export const remove = ({ path }: Segment) => unlink(path).catch(() => {})
