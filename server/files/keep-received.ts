import { createHash } from 'node:crypto'
import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import { type Id, newId } from '../platform/values.ts'
import type { AttachedFile } from './attach.ts'
import { inspectReceived } from './inspect-received.ts'
import { receive } from './parts/receive.ts'
import { newFileKey } from './parts/sealed-part.ts'
import { fileNotFound, readFile } from './queries.ts'
import { RECEIVED_LIMITS } from './received-limits.ts'
import { receivedName } from './received-name.ts'
import { NOT_SCANNED, scanned } from './scan.ts'
import type { StoredFile } from './tables.ts'
import { inTurn } from './uploads/turns.ts'

/** What no case has taken by then is removed; a mail that is tried again brings it again. */
const UNCLAIMED_MS = 7 * 24 * 3_600_000

/** `held`: why it is not given out, a code of `ATTACHMENT_REFUSALS`; null when it is. */
export type KeptFile = AttachedFile & { held: string | null }

/**
 * Keeps a file that came with a mail or a document, whatever it is. What the rules of types or the scanner find
 * suspicious is kept as well, encrypted like all, but held back: listed by name and reason, and served by no address.
 * While the scanner is away everything is held as `attachment-not-scanned`, until `scanHeld` has had its turn.
 *
 * @param file.name as the sender calls it; shown as `receivedName` makes it
 * @param file.mediaType as the sender says; what it really is the inspection tells
 * @param file.id given again it brings the same file, however far the first try came
 * @throws Refusal 'unavailable' `temporarily-unavailable`: the store cannot be reached; try again
 */
export async function keepReceived(
  deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'now' | 'log'>,
  file: { name: string; bytes: Uint8Array; mediaType: string | null; id?: Id<'file'> },
): Promise<KeptFile> {
  const id = file.id ?? newId<'file'>()
  const name = receivedName(file.name, file.mediaType)
  await createRow(deps, { id, name, size: file.bytes.length })
  const row = await readFile(deps.db, id)
  if (isKept(row)) return presentKept(row)
  // It is being removed after a week without a case; its row will be gone at the next try.
  if (row.state === 'refused') throw new Refusal('unavailable', 'temporarily-unavailable')
  await receive(deps, row, file.bytes.length, rest(file.bytes, row.received))
  const [verdict, scan] = await Promise.all([
    inTurn(deps.files, () => inspectReceived(file.name.trim() ? name : '', file.bytes)),
    scanned(deps, id, file.bytes),
  ])
  const refused = verdict.verdict === 'refused' ? verdict : undefined
  const virus = scan !== 'away' && !scan.clean ? scan.finding : undefined
  const held = virus ? 'attachment-virus' : (refused?.reason ?? (scan === 'away' ? NOT_SCANNED : null))
  const kept: Partial<StoredFile> = {
    state: held ? 'held' : 'ready',
    refusal: held,
    finding: virus ?? refused?.path ?? null,
    mediaType: verdict.verdict === 'clean' ? verdict.mediaType : null,
    sha256: createHash('sha256').update(file.bytes).digest(),
  }
  await deps.db.updateTable('files').set(kept).where('id', '=', id).where('state', '=', 'uploading').execute()
  if (held) deps.log.info({ fileId: id, reason: held }, 'attachment held back')
  return presentKept(await readFile(deps.db, id))
}

/** Given out, held back, or held back and then dropped: of that the name remains. */
const isKept = ({ state, refusal }: Pick<StoredFile, 'state' | 'refusal'>) =>
  state === 'ready' || state === 'held' || (state === 'refused' && refusal !== 'discarded')

const presentKept = ({ id, name, size, mediaType, state, refusal }: StoredFile): KeptFile => ({
  id,
  name,
  size,
  mediaType,
  held: state === 'ready' ? null : refusal,
})

const createRow = (
  { db, secrets, now }: Pick<Deps, 'db' | 'secrets' | 'now'>,
  { id, name, size }: { id: Id<'file'>; name: string; size: number },
) =>
  db
    .insertInto('files')
    .values({
      id,
      name,
      size,
      mediaType: null,
      sha256: null,
      wrappedKey: secrets.wrap(newFileKey()),
      state: 'uploading',
      refusal: null,
      uploadedBy: null,
      caseId: null,
      createdAt: now(),
      expiresAt: new Date(now().getTime() + UNCLAIMED_MS),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()

async function* rest(bytes: Uint8Array, from: number) {
  if (from < bytes.length) yield bytes.subarray(from)
}

/**
 * Gives received files to a case, in the order told; those held back too, so that the case shows them. Again for the
 * same case it changes nothing.
 *
 * @throws Refusal 'not-found' `file-not-found`: none such, of another case, or not kept to the end
 * @throws Refusal 'too-large' `too-many-files`: beyond `RECEIVED_LIMITS`
 */
export async function attachReceived(
  trx: Trx,
  to: { fileIds: readonly Id<'file'>[]; caseId: Id<'case'>; fromRequester?: boolean },
): Promise<AttachedFile[]> {
  const ids = [...new Set(to.fileIds)]
  if (ids.length === 0) return []
  const { maxFiles, maxBytesTotal } = RECEIVED_LIMITS
  const tooMany = () => new Refusal('too-large', 'too-many-files', { maxFiles, maxBytesTotal })
  if (ids.length > maxFiles) throw tooMany()
  const found = await trx
    .selectFrom('files')
    .select(['id', 'name', 'size', 'mediaType', 'state', 'refusal', 'caseId'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  const byId = new Map(found.map((file) => [file.id, file]))
  const files = ids.map((id) => {
    const file = byId.get(id)
    if (!file || !isKept(file) || (file.caseId && file.caseId !== to.caseId)) throw fileNotFound()
    return file
  })
  if (files.reduce((sum, { size }) => sum + size, 0) > maxBytesTotal) throw tooMany()
  await trx
    .updateTable('files')
    .set({ caseId: to.caseId, fromRequester: to.fromRequester ?? true, expiresAt: null })
    .where('id', 'in', ids)
    .execute()
  return files.map(({ id, name, size, mediaType }) => ({ id, name, size, mediaType }))
}

/** Files that belong to no case yet and must not be removed for it: somebody has to decide about them first. */
export const keepWithoutCase = (trx: Trx, fileIds: readonly Id<'file'>[]) =>
  trx
    .updateTable('files')
    .set({ expiresAt: null })
    .where('id', 'in', [...fileIds])
    .where('caseId', 'is', null)
    .execute()
