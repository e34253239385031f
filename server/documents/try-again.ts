import { serviceLevelOf } from '../cases/service-level.ts'
import type { Actor } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { transact } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import { storable } from '../platform/storable.ts'
import type { Id } from '../platform/values.ts'
import { readVisible } from './queries.ts'
import { readDocument } from './read-document.ts'
import type { Cover } from './reading/facts.ts'
import { readFiles } from './received-files.ts'
import { columnsOf, type Needed, settle } from './take-in.ts'

/**
 * Reads a document once more that could not be taken in, with what somebody has filled in meanwhile; what was filled
 * in before stays. Complete, it becomes a case.
 *
 * @throws Refusal 'not-found' `document-not-found` · 'conflict' `document-is-case`
 */
export async function tryAgain(
  deps: Needed,
  actor: Actor,
  documentId: Id<'document'>,
  given: { cover: Cover | null; systemId?: number | undefined; address: string },
): Promise<void> {
  const row = await readVisible(deps.db, actor, documentId)
  if (row.state === 'case') throw new Refusal('conflict', 'document-is-case')
  const cover: Cover = { ...row.cover, ...storable(given.cover) }
  const files = await readFiles(deps.db, row.fileIds)
  const reading = await readDocument(deps, files, cover)
  const level = await serviceLevelOf(deps)
  const at = deps.now()
  await transact(deps.db, async (trx) => {
    const { state } = await trx
      .selectFrom('documents')
      .select('state')
      .where('id', '=', documentId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (state === 'case') throw new Refusal('conflict', 'document-is-case')
    await trx
      .updateTable('documents')
      .set((eb) => ({
        ...columnsOf(reading),
        cover: JSON.stringify(cover),
        failure: reading.failure ?? row.failure,
        tries: eb('tries', '+', 1),
        decidedAt: at,
      }))
      .where('id', '=', documentId)
      .execute()
    if (!reading.failure) {
      const by = { actorId: actor.id, origin: `document ${row.source}`, at, level }
      await settle(trx, { id: documentId, files, reading, by, systemId: given.systemId })
    }
    await record(trx, {
      actorId: actor.id,
      action: 'document-tried-again',
      subject: `document:${documentId}`,
      detail: { failure: reading.failure },
      address: given.address,
      at,
    })
  })
}
