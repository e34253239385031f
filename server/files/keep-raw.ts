import { sql } from 'kysely'
import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { storable } from '../platform/storable.ts'
import { type Id, newId } from '../platform/values.ts'
import { reach } from './parts/reach.ts'
import { readContent } from './parts/read.ts'
import { newFileKey, PART_BYTES, sealPart, tagOf } from './parts/sealed-part.ts'
import { fileNotFound } from './queries.ts'

/** Bytes that nothing was made of (the process died in between) are removed after this long. */
const UNCLAIMED_MS = 24 * 3_600_000
const LONGEST_NAME = 255

/**
 * Stores bytes whole, encrypted, as they came: not inspected, never served, never an attachment. Durable when the
 * promise resolves. They are removed after a day unless a transaction says with `claimRaw` that they are needed.
 *
 * @throws Refusal 'unavailable' `temporarily-unavailable`: the store cannot be reached, or is full
 */
export async function keepRaw(
  { db, files, secrets, now }: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<Id<'file'>> {
  const at = now()
  const id: Id<'file'> = newId(at.getTime())
  const key = newFileKey()
  const parts = Math.ceil(bytes.length / PART_BYTES)
  const sealed = (n: number) =>
    sealPart(key, { fileId: id, n }, bytes.subarray(n * PART_BYTES, (n + 1) * PART_BYTES))
  const only = parts === 1 ? sealed(0) : undefined
  // The row first: whatever happens next, it says what is to be removed.
  await db
    .insertInto('files')
    .values({
      id,
      name: storable(name).slice(0, LONGEST_NAME),
      size: bytes.length,
      received: bytes.length,
      parts,
      mediaType: null,
      sha256: null,
      wrappedKey: secrets.wrap(key),
      state: 'raw',
      refusal: null,
      uploadedBy: null,
      caseId: null,
      createdAt: at,
      expiresAt: new Date(at.getTime() + UNCLAIMED_MS),
      ...(only && { partTags: tagOf(only) }),
    })
    .execute()
  if (only) await reach(files.putPart(id, 0, only))
  else {
    const tags: Buffer[] = []
    for (let n = 0; n < parts; n++) {
      const part = sealed(n)
      await reach(files.putPart(id, n, part))
      tags.push(tagOf(part))
    }
    const partTags = Buffer.concat(tags)
    await db.updateTable('files').set({ partTags }).where('id', '=', id).execute()
  }
  return id
}

/**
 * From this commit on the bytes live for as long as what was made of them.
 * @throws Refusal 'not-found' `file-not-found`: kept too long ago, and being removed
 */
export async function claimRaw(trx: Trx, id: Id<'file'>) {
  const { numUpdatedRows } = await trx
    .updateTable('files')
    .set({ expiresAt: null })
    .where('id', '=', id)
    .where('state', '=', 'raw')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw fileNotFound()
}

/** Bytes that nothing will be made of after all; they are removed with the next round. */
export const dropRaw = ({ db, now }: Pick<Deps, 'db' | 'now'>, id: Id<'file'>) =>
  db
    .updateTable('files')
    .set({ expiresAt: now() })
    .where('id', '=', id)
    .where('state', '=', 'raw')
    .where(sql<boolean>`expires_at is not null`)
    .execute()

/**
 * The bytes as they came.
 * @throws Refusal 'not-found' `file-not-found` · 'unavailable' `temporarily-unavailable`
 * @throws Error when they are not what was stored
 */
export async function readRaw(
  deps: Pick<Deps, 'db' | 'files' | 'secrets'>,
  id: Id<'file'>,
): Promise<Buffer<ArrayBuffer>> {
  const file = await deps.db
    .selectFrom('files')
    .select(['id', 'size', 'wrappedKey', 'partTags'])
    .where('id', '=', id)
    .where('state', '=', 'raw')
    .executeTakeFirstOrThrow(fileNotFound)
  const chunks: Buffer[] = []
  for await (const chunk of readContent(deps, file)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
