import type { Trx } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { fileNotFound } from './queries.ts'
import type { StoredFile } from './tables.ts'

/**
 * Keeps an upload that belongs to no case, for work that reads it, until a time; then it is removed.
 *
 * @param uploader whose upload it must be
 * @throws Refusal 'not-found' `file-not-found`: none such, another's, or given to a case
 * @throws Refusal 'conflict' `file-not-ready`: still uploading · 'unsupported' `file-refused`
 */
export async function keepUpload(
  trx: Trx,
  { fileId, uploader, until }: { fileId: Id<'file'>; uploader: Id<'person'>; until: Date },
): Promise<Pick<StoredFile, 'id' | 'name' | 'size'>> {
  const file = await trx
    .selectFrom('files')
    .select(['id', 'name', 'size', 'state', 'refusal', 'caseId', 'uploadedBy'])
    .where('id', '=', fileId)
    .forUpdate()
    .executeTakeFirst()
  // An upload by nobody could be anybody's: a table of people is brought by somebody.
  if (!file || file.caseId || file.uploadedBy !== uploader) throw fileNotFound()
  if (file.state === 'refused')
    throw new Refusal('unsupported', 'file-refused', { reason: file.refusal, name: file.name })
  if (file.state !== 'ready') throw new Refusal('conflict', 'file-not-ready', { name: file.name })
  await trx.updateTable('files').set({ expiresAt: until }).where('id', '=', fileId).execute()
  return file
}
