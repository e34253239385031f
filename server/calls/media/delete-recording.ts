import { discardUpload } from '../../files/uploads/discard.ts'
import type { Actor } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { audibleRecording, recordingNotFound } from './recordings.ts'

type Needed = Pick<Deps, 'db' | 'files' | 'now' | 'log'>
type Why = {
  actorId: Id<'person'> | null
  rule: 'retention' | 'by-hand'
  reason: string
  address: string | null
}

const AT_ONCE = 100
/** A run ends then, whatever is left: the next one goes on. */
const MOST_ROUNDS = 50

/**
 * Deletes a recording before its time. What remains says what it was (its hash), who deleted it, when and why, and
 * since when neither its content nor the key to it is there.
 * @throws Refusal 'not-found' `recording-not-found`: none such, deleted already, or not theirs to hear
 */
export async function deleteRecording(
  deps: Needed,
  { actor, address }: { actor: Actor; address: string },
  recordingId: Id<'recording'>,
  reason: string,
) {
  await audibleRecording(deps.db, actor, recordingId)
  const deleted = await transact(deps.db, (trx) =>
    markDeleted(trx, recordingId, { actorId: actor.id, rule: 'by-hand', reason, address }, deps.now()),
  )
  if (!deleted) throw recordingNotFound()
  await removeContent(deps, deleted)
}

/** Deletes what has been kept as long as the rule says, and finishes what was not finished; some thousands in one run. */
export async function deleteDue(deps: Needed): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const due = await markDue(deps)
    const { found, failed } = await finishDeleted(deps)
    if (failed || (due < AT_ONCE && found < AT_ONCE)) return
  }
}

async function markDue({ db, now }: Needed): Promise<number> {
  const due = await db
    .selectFrom('recordings')
    .select('id')
    .where('state', '=', 'stored')
    .where('keepUntil', '<=', now())
    .orderBy('keepUntil')
    .limit(AT_ONCE)
    .execute()
  for (const { id } of due)
    await transact(db, (trx) =>
      markDeleted(trx, id, { actorId: null, rule: 'retention', reason: '', address: null }, now()),
    )
  return due.length
}

async function finishDeleted(deps: Needed): Promise<{ found: number; failed: boolean }> {
  const unfinished = await deps.db
    .selectFrom('recordings')
    .select(['id', 'fileId'])
    .where('state', '=', 'deleted')
    .where('fileId', 'is not', null)
    .limit(AT_ONCE)
    .execute()
  let failed = false
  for (const recording of unfinished)
    await removeContent(deps, recording).catch((err) => {
      failed = true
      deps.log.warn(
        { err, recordingId: recording.id },
        'a deleted recording is not gone yet; it is tried again',
      )
    })
  return { found: unfinished.length, failed }
}

type Deleted = { id: Id<'recording'>; fileId: Id<'file'> | null }

async function markDeleted(trx: Trx, id: Id<'recording'>, why: Why, at: Date): Promise<Deleted | undefined> {
  const found = await trx
    .selectFrom('recordings')
    .select(['id', 'fileId', 'sha256', 'bytes', 'startedAt'])
    .where('id', '=', id)
    .where('state', '=', 'stored')
    .forUpdate()
    .executeTakeFirst()
  if (!found) return undefined
  const { sha256, bytes } = found
  const proof = { sha256, bytes, deletedAt: at, rule: why.rule, reason: why.reason, by: why.actorId }
  await trx
    .updateTable('recordings')
    .set({ state: 'deleted', deletedAt: at, peaks: null, proof: JSON.stringify(proof) })
    .where('id', '=', id)
    .execute()
  if (found.fileId)
    // From now on it is nobody's: the content goes with the next round, whatever dies meanwhile.
    await trx.updateTable('files').set({ expiresAt: at }).where('id', '=', found.fileId).execute()
  await record(trx, {
    actorId: why.actorId,
    action: 'recording-deleted',
    subject: `recording:${id}`,
    detail: { rule: why.rule, reason: why.reason, sha256 },
    address: why.address,
    at,
  })
  return found
}

/** Removes content and key, and writes down since when they are gone. */
async function removeContent(deps: Needed, { id, fileId }: Deleted) {
  if (fileId) await discardUpload(deps, fileId)
  const gone =
    !fileId || !(await deps.db.selectFrom('files').select('id').where('id', '=', fileId).executeTakeFirst())
  if (!gone) return
  const { proof } = await deps.db
    .selectFrom('recordings')
    .select('proof')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await deps.db
    .updateTable('recordings')
    .set({ fileId: null, proof: JSON.stringify({ ...(proof as object), contentGoneAt: deps.now() }) })
    .where('id', '=', id)
    .execute()
}
