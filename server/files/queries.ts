import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import type { StoredFile } from './tables.ts'

/** @throws Refusal 'not-found' `file-not-found` */
export const readFile = (db: Db, id: Id<'file'>): Promise<StoredFile> =>
  db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirstOrThrow(fileNotFound)

export const fileNotFound = () => new Refusal('not-found', 'file-not-found')

/**
 * Uploads made while signed in are their uploader's; others belong to whoever holds the id, which cannot be guessed.
 * @throws Refusal 'not-found' `file-not-found`, also when the upload is another's
 */
export async function demandUploader(db: Db, id: Id<'file'>, actor: Actor | undefined) {
  const file = await db
    .selectFrom('files')
    .select('uploadedBy')
    .where('id', '=', id)
    .where('state', '<>', 'raw')
    .executeTakeFirst()
  if (!file || (file.uploadedBy && file.uploadedBy !== actor?.id)) throw fileNotFound()
}
