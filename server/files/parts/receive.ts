import { sql } from 'kysely'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { StoredFile } from '../tables.ts'
import { reach } from './reach.ts'
import { openPart, PART_BYTES, sealPart, tagOf } from './sealed-part.ts'

type Receiving = Pick<StoredFile, 'id' | 'wrappedKey' | 'received' | 'parts' | 'tail'>

/**
 * Takes what comes of a file, from where it stands. A full part is in the store before `received` counts it; what is
 * left when the stream ends, or breaks, is kept in the row, so no byte counted is ever asked for again.
 *
 * @param size of the whole file in bytes; undefined when it ends where the stream ends
 * @returns how much of the file has been received in all
 * @throws Refusal 'conflict' `upload-offset-wrong`: somebody else has written meanwhile
 * @throws Refusal 'unavailable' `temporarily-unavailable`: the store cannot be reached
 */
export async function receive(
  deps: Pick<Deps, 'db' | 'files' | 'secrets'>,
  file: Receiving,
  size: number | undefined,
  stream: AsyncIterable<Uint8Array>,
): Promise<number> {
  const key = deps.secrets.unwrap(file.wrappedKey)
  const sealed = (n: number | 'tail', plain: Uint8Array) => sealPart(key, { fileId: file.id, n }, plain)
  const kept = file.tail ? openPart(key, { fileId: file.id, n: 'tail' }, file.tail) : Buffer.alloc(0)
  let at = { received: file.received, parts: file.parts }
  let gathered: Uint8Array[] = [kept]
  let length = kept.length

  async function putPart(plain: Uint8Array) {
    const part = sealed(at.parts, plain)
    await reach(deps.files.putPart(file.id, at.parts, part))
    const received = at.parts * PART_BYTES + plain.length
    at = await moveOn(deps, file.id, at, { received, parts: at.parts + 1, tail: null, tag: tagOf(part) })
  }

  async function keepRest(ended: boolean) {
    const received = at.parts * PART_BYTES + length
    const rest = Buffer.concat(gathered, length)
    if (length > 0 && (size === undefined ? ended : received === size)) await putPart(rest)
    else if (received > at.received)
      at = await moveOn(deps, file.id, at, { received, parts: at.parts, tail: sealed('tail', rest) })
  }

  try {
    for await (const chunk of stream) {
      gathered.push(chunk)
      length += chunk.length
      if (length < PART_BYTES) continue
      let whole = Buffer.concat(gathered, length)
      for (; whole.length >= PART_BYTES; whole = whole.subarray(PART_BYTES))
        await putPart(whole.subarray(0, PART_BYTES))
      gathered = [whole]
      length = whole.length
    }
  } catch (error) {
    if (!(error instanceof Refusal)) await keepRest(false)
    throw error
  }
  await keepRest(true)
  return at.received
}

type Standing = { received: number; parts: number }

/** Counts what has been stored, if nobody has moved the file on since. */
async function moveOn(
  { db }: Pick<Deps, 'db'>,
  id: StoredFile['id'],
  from: Standing,
  { tag, tail, ...to }: Standing & { tail: Buffer | null; tag?: Buffer },
): Promise<Standing> {
  const { numUpdatedRows } = await db
    .updateTable('files')
    .set({ ...to, tail })
    .$if(tag !== undefined, (files) => files.set({ partTags: sql`part_tags || ${tag}` }))
    .where('id', '=', id)
    .where('state', '=', 'uploading')
    .where('received', '=', from.received)
    .where('parts', '=', from.parts)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('conflict', 'upload-offset-wrong')
  return to
}
