import type { Deps } from '../../platform/deps.ts'
import type { StoredFile } from '../tables.ts'
import { reach } from './reach.ts'
import { openPart, PART_BYTES, TAG_BYTES, tagOf } from './sealed-part.ts'

/** Bytes `from` to `to`, both included, counted from 0. */
export type ByteRange = { from: number; to: number }

/**
 * The content of a received file, or some of it, part by part.
 * @throws Refusal 'unavailable' `temporarily-unavailable`: the store cannot be reached, or lacks the part
 * @throws Error when a part is not the one that was counted in
 */
export async function* readContent(
  { files, secrets }: Pick<Deps, 'files' | 'secrets'>,
  { id, size, wrappedKey, partTags }: Pick<StoredFile, 'id' | 'size' | 'wrappedKey' | 'partTags'>,
  { from, to }: ByteRange = { from: 0, to: size - 1 },
): AsyncGenerator<Buffer> {
  const key = secrets.unwrap(wrappedKey)
  for (let n = Math.floor(from / PART_BYTES); n * PART_BYTES <= to; n++) {
    const sealed = await reach(files.getPart(id, n))
    if (!tagOf(sealed).equals(partTags.subarray(n * TAG_BYTES, (n + 1) * TAG_BYTES)))
      throw new Error(`part ${n} of file ${id} is not the one that was received`)
    const start = n * PART_BYTES
    yield openPart(key, { fileId: id, n }, sealed).subarray(Math.max(0, from - start), to + 1 - start)
  }
}
