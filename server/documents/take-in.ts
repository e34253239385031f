import { type ServiceLevel, serviceLevelOf } from '../cases/service-level.ts'
import { keepWithoutCase } from '../files/keep-received.ts'
import { type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { storable } from '../platform/storable.ts'
import { type Id, newId } from '../platform/values.ts'
import { openCaseOfDocument } from './open-case.ts'
import { type Reading, readDocument } from './read-document.ts'
import type { Cover } from './reading/facts.ts'
import { fileMissing, fingerprintOf, type ReceivedFiles, readFiles } from './received-files.ts'

export type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>

/** A document about to be taken in; its files are kept already. */
export type Incoming = {
  source: 'endpoint' | 'folder'
  fileIds: readonly Id<'file'>[]
  cover: Cover | null
  systemId?: number | undefined
  /** Who is signed in: files that somebody else uploaded while signed in are not found. */
  actorId: Id<'person'> | null
  origin: string
}

/**
 * Takes a document in: it becomes a case, or waits in the list of those that somebody has to complete. The same number,
 * sender and contents again are the same document, by whichever way they come.
 *
 * @throws Refusal 'not-found' `document-file-missing`: not there, another's, or of another case
 * @throws Refusal 'unavailable' `temporarily-unavailable`: the file store cannot be reached; nothing was taken in
 */
export async function takeIn(deps: Needed, given: Incoming): Promise<{ id: Id<'document'>; isNew: boolean }> {
  const cover = storable(given.cover)
  const files = await readFiles(deps.db, given.fileIds)
  const isTheirs = files.all.every(({ uploadedBy }) => !uploadedBy || uploadedBy === given.actorId)
  if (!isTheirs) throw fileMissing()
  const fingerprint = fingerprintOf(
    files.all.map(({ sha256, id }) => sha256 ?? Buffer.from(id)),
    cover,
  )
  const known = await documentBy(deps.db, fingerprint)
  if (known) return { id: known, isNew: false }
  if (files.all.some(({ caseId }) => caseId !== null)) throw fileMissing()
  const reading = await readDocument(deps, files, cover)
  const level = await serviceLevelOf(deps)
  return transact(deps.db, async (trx) => {
    const id = newId<'document'>(deps.now().getTime())
    const scene = { id, files, reading, by: { ...given, at: deps.now(), level }, systemId: given.systemId }
    const isNew = await insert(trx, { ...scene, fingerprint, cover, source: given.source })
    return isNew ? { id, isNew } : { id: (await documentBy(trx, fingerprint))!, isNew }
  })
}

const documentBy = async (db: Deps['db'], fingerprint: Buffer) =>
  (await db.selectFrom('documents').select('id').where('fingerprint', '=', fingerprint).executeTakeFirst())
    ?.id

type Scene = {
  id: Id<'document'>
  files: ReceivedFiles
  reading: Reading
  by: { actorId: Id<'person'> | null; origin: string; at: Date; level: ServiceLevel }
  systemId: number | undefined
}

async function insert(
  trx: Trx,
  scene: Scene & { fingerprint: Buffer; cover: Cover | null; source: Incoming['source'] },
): Promise<boolean> {
  const { id, files, reading, by, fingerprint, cover, source } = scene
  // Whoever brings the same document at the same moment waits here, and finds it then.
  const made = await trx
    .insertInto('documents')
    .values({
      id,
      source,
      fingerprint,
      state: 'failed',
      failure: reading.failure ?? 'document-incomplete',
      mainFileId: files.main.id,
      fileIds: files.all.map((file) => file.id),
      cover: cover && JSON.stringify(cover),
      ...columnsOf(reading),
      agencyId: null,
      caseId: null,
      receivedAt: by.at,
      receivedBy: by.actorId,
      decidedAt: by.at,
      replyNumber: null,
      replyIssuedOn: null,
      replyWaived: null,
      repliedAt: null,
      repliedBy: null,
    })
    .onConflict((conflict) => conflict.column('fingerprint').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return false
  if (reading.failure)
    await keepWithoutCase(
      trx,
      files.all.map((file) => file.id),
    )
  else await settle(trx, scene)
  return true
}

/** A document that is complete becomes its case, in the transaction that says so. */
export async function settle(trx: Trx, { id, files, reading, by, systemId }: Scene) {
  const { caseId, agencyId } = await openCaseOfDocument(trx, { id, files: files.all, systemId }, reading, by)
  await trx
    .updateTable('documents')
    .set({ ...columnsOf(reading), state: 'case', failure: null, caseId, agencyId, decidedAt: by.at })
    .where('id', '=', id)
    .execute()
}

/** What was read, as it is stored beside the case. */
export const columnsOf = ({ facts, missingFiles }: Reading) => ({
  kind: facts.kind,
  number: facts.number,
  issuedOn: facts.issuedOn,
  senderName: facts.senderName,
  senderCode: facts.senderCode,
  subject: facts.subject,
  speed: facts.speed,
  secrecy: facts.secrecy,
  dueOn: facts.dueOn,
  recipients: facts.recipients,
  copies: facts.copies,
  missingFiles,
})
