import type { Trx } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { ATTACHMENT_RULES } from './attachment-rules.ts'
import { fileNotFound } from './queries.ts'
import { NOT_SCANNED } from './scan.ts'
import type { StoredFile } from './tables.ts'

export type AttachedFile = Pick<StoredFile, 'id' | 'name' | 'size' | 'mediaType'>

/**
 * Gives uploaded files to a message of a case, in the order told. From then on they live as long as the case.
 *
 * @param to.fileIds of ready uploads that no case has yet; named twice counts once
 * @param to.uploader who is signed in: files that somebody else uploaded while signed in are not found
 * @throws Refusal 'too-large' `too-many-files`: more, or larger together, than one message may carry
 * @throws Refusal 'not-found' `file-not-found`: none such, another's, or already given to a case
 * @throws Refusal 'conflict' `file-not-ready`: still uploading
 * @throws Refusal 'unsupported' `file-refused`
 */
export async function attachFiles(
  trx: Trx,
  to: {
    fileIds: readonly Id<'file'>[]
    caseId: Id<'case'>
    uploader: Id<'person'> | null
    fromRequester: boolean
  },
): Promise<AttachedFile[]> {
  const files = await readyUploads(trx, to)
  if (files.length === 0) return []
  await trx
    .updateTable('files')
    .set({ caseId: to.caseId, fromRequester: to.fromRequester, expiresAt: null })
    .where(
      'id',
      'in',
      files.map(({ id }) => id),
    )
    .execute()
  return files
}

/**
 * Sees to it that uploads which are to be given to a case later are still there then.
 *
 * @param until when they are removed after all, unless a case has claimed them
 * @throws Refusal as `attachFiles` does
 */
export async function keepUploads(
  trx: Trx,
  kept: { fileIds: readonly Id<'file'>[]; uploader: Id<'person'> | null; until: Date },
): Promise<AttachedFile[]> {
  const files = await readyUploads(trx, kept)
  if (files.length > 0)
    await trx
      .updateTable('files')
      .set({ expiresAt: kept.until })
      .where(
        'id',
        'in',
        files.map(({ id }) => id),
      )
      .execute()
  return files
}

/** The files, locked; or why they cannot be given to a case. */
async function readyUploads(
  trx: Trx,
  to: { fileIds: readonly Id<'file'>[]; uploader: Id<'person'> | null },
): Promise<AttachedFile[]> {
  const ids = [...new Set(to.fileIds)]
  if (ids.length === 0) return []
  const { maxFiles, maxBytesTotal } = ATTACHMENT_RULES
  if (ids.length > maxFiles) throw new Refusal('too-large', 'too-many-files', { maxFiles, maxBytesTotal })
  const found = await trx
    .selectFrom('files')
    .select(['id', 'name', 'size', 'mediaType', 'state', 'refusal', 'uploadedBy', 'caseId'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  const byId = new Map(found.map((file) => [file.id, file]))
  const files = ids.map((id) => byId.get(id))
  let total = 0
  for (const file of files) {
    const theirs = !file?.uploadedBy || file.uploadedBy === to.uploader
    if (!file || !theirs || file.caseId || file.state === 'raw') throw fileNotFound()
    if (file.state === 'refused')
      throw new Refusal('unsupported', 'file-refused', { reason: file.refusal, name: file.name })
    // What only waits for the scanner is taken, so that nothing has to be sent twice; it is served once it is scanned.
    const waits = file.state === 'held' && file.refusal === NOT_SCANNED
    if (file.state !== 'ready' && !waits) throw new Refusal('conflict', 'file-not-ready', { name: file.name })
    total += file.size
  }
  if (total > maxBytesTotal) throw new Refusal('too-large', 'too-many-files', { maxFiles, maxBytesTotal })
  return files.map((file) => ({
    id: file!.id,
    name: file!.name,
    size: file!.size,
    mediaType: file!.mediaType,
  }))
}
