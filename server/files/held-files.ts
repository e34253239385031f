import type { Actor } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { type Db, type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { readContent } from './parts/read.ts'
import { fileNotFound } from './queries.ts'
import { NOT_SCANNED, scanned } from './scan.ts'
import type { StoredFile } from './tables.ts'

const MOST_LISTED = 200
const AT_ONCE = 100
const VIRUS = 'attachment-virus'

type Order = { fileId: Id<'file'>; actor: Actor; address: string }

/** Files held back, newest first, at most 200, and how many there are in all. */
export async function listHeld(db: Db, only?: { caseId: Id<'case'> }) {
  const held = db
    .selectFrom('files')
    .where('state', '=', 'held')
    .$if(only !== undefined, (files) => files.where('caseId', '=', only!.caseId))
  const [files, count] = await Promise.all([
    held
      .select(['id', 'name', 'size', 'mediaType', 'refusal', 'finding', 'caseId', 'createdAt as since'])
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(MOST_LISTED)
      .execute(),
    held.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
  ])
  return {
    total: Number(count.n),
    files: files.map(({ refusal, ...file }) => ({
      ...file,
      reason: refusal ?? '',
      releasable: refusal !== VIRUS,
    })),
  }
}

/** Of these files, those that are held back now, and why. */
export async function heldAmong(db: Db, ids: readonly Id<'file'>[]): Promise<Map<Id<'file'>, string>> {
  if (ids.length === 0) return new Map()
  const held = await db
    .selectFrom('files')
    .select(['id', 'refusal'])
    .where('id', 'in', [...ids])
    .where('state', '=', 'held')
    .execute()
  return new Map(held.map(({ id, refusal }) => [id, refusal ?? '']))
}

/**
 * Gives out a file that was held back: somebody has looked into it and answers for it. It is scanned once more first.
 *
 * @throws Refusal 'not-found' `file-not-found` · 'conflict' `file-not-held`, `file-held-for-virus`
 * @throws Refusal 'unavailable' `temporarily-unavailable`: the scanner cannot be asked
 */
export async function releaseHeld(
  deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'now' | 'log'>,
  { fileId, actor, address }: Order,
) {
  const file = await readHeld(deps.db, fileId)
  const scan = file.refusal === VIRUS ? 'known' : await scanned(deps, fileId, readContent(deps, file))
  if (scan === 'away') throw new Refusal('unavailable', 'temporarily-unavailable')
  const finding = scan !== 'known' && !scan.clean ? scan.finding : undefined
  if (finding !== undefined) await holdForVirus(deps.db, fileId, finding)
  if (scan === 'known' || finding !== undefined) throw new Refusal('conflict', 'file-held-for-virus')
  await transact(deps.db, async (trx) => {
    await settle(trx, fileId, { state: 'ready', mediaType: file.mediaType ?? 'application/octet-stream' })
    await record(trx, {
      actorId: actor.id,
      action: 'file-released',
      subject: `file:${fileId}`,
      detail: { caseId: file.caseId, reason: file.refusal, finding: file.finding },
      address,
      at: deps.now(),
    })
  })
  return { id: fileId, state: 'ready' as const }
}

/**
 * Removes the content of a file that was held back; its name and reason stay with its case.
 * @throws Refusal 'not-found' `file-not-found` · 'conflict' `file-not-held`
 */
export async function dropHeld(
  deps: Pick<Deps, 'db' | 'files' | 'now' | 'log'>,
  { fileId, actor, address }: Order,
) {
  const file = await readHeld(deps.db, fileId)
  await transact(deps.db, async (trx) => {
    await settle(trx, fileId, { state: 'refused' })
    await record(trx, {
      actorId: actor.id,
      action: 'file-dropped',
      subject: `file:${fileId}`,
      detail: { caseId: file.caseId, reason: file.refusal, finding: file.finding },
      address,
      at: deps.now(),
    })
  })
  await removeDropped(deps)
  return { id: fileId, state: 'refused' as const }
}

/** Removes the content of dropped files; what the store cannot remove now waits for the next round. */
export async function removeDropped({ db, files, log }: Pick<Deps, 'db' | 'files' | 'log'>) {
  const dropped = await db
    .selectFrom('files')
    .select(['id', 'parts'])
    .where('state', '=', 'refused')
    .where('refusal', '<>', 'discarded')
    .where('parts', '>', 0)
    .limit(AT_ONCE)
    .execute()
  for (const { id, parts } of dropped)
    try {
      await files.remove(id, parts)
      await db.updateTable('files').set({ parts: 0 }).where('id', '=', id).execute()
    } catch (err) {
      log.warn({ err, fileId: id }, 'dropped content not removed yet')
    }
}

/** Scans what had to wait for the scanner, oldest first; ends at the first that it cannot be asked about. */
export async function scanHeld(deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'log'>) {
  const waiting = await deps.db
    .selectFrom('files')
    .selectAll()
    .where('state', '=', 'held')
    .where('refusal', '=', NOT_SCANNED)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute()
  for (const file of waiting) {
    const scan = await scanned(deps, file.id, readContent(deps, file))
    if (scan === 'away') return
    if (!scan.clean) await holdForVirus(deps.db, file.id, scan.finding)
    else
      await deps.db
        .updateTable('files')
        .set({ state: 'ready', refusal: null })
        .where('id', '=', file.id)
        .where('state', '=', 'held')
        .execute()
  }
}

async function readHeld(db: Db, id: Id<'file'>): Promise<StoredFile> {
  const file = await db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst()
  if (!file) throw fileNotFound()
  if (file.state !== 'held') throw new Refusal('conflict', 'file-not-held')
  return file
}

const holdForVirus = (db: Db, id: Id<'file'>, finding: string) =>
  db
    .updateTable('files')
    .set({ refusal: VIRUS, finding })
    .where('id', '=', id)
    .where('state', '=', 'held')
    .execute()

async function settle(trx: Trx, id: Id<'file'>, to: Partial<Pick<StoredFile, 'state' | 'mediaType'>>) {
  const settled = await trx
    .updateTable('files')
    .set(to)
    .where('id', '=', id)
    .where('state', '=', 'held')
    .returning('id')
    .executeTakeFirst()
  if (!settled) throw new Refusal('conflict', 'file-not-held')
}
