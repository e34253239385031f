import type { Trx } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { entryNotFound } from '../numbers.ts'
import type { StoredEntry, StoredVersion } from '../tables.ts'
import { readContent } from './content.ts'

/** The entry, and nobody else changes it or its versions until the transaction ends. */
export const lockEntry = (trx: Trx, id: Id<'knowledge-entry'>): Promise<StoredEntry> =>
  trx
    .selectFrom('knowledgeEntries')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow(entryNotFound)

export type Scene = { entry: StoredEntry; row: StoredVersion }

/**
 * A version with its entry, locked: always the entry first.
 * @param seen the version of the row that the editor had before them
 * @throws Refusal 'not-found' `knowledge-not-found`
 * @throws Refusal 'conflict' `knowledge-changed` with the `version` and `state` there are now, `by` whom and `at`, and
 * `saved`: all that the other has written
 */
export async function lockVersion(trx: Trx, id: Id<'knowledge-version'>, seen: number): Promise<Scene> {
  const { entryId } = await trx
    .selectFrom('knowledgeVersions')
    .select('entryId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow(entryNotFound)
  const entry = await lockEntry(trx, entryId)
  const row = await trx
    .selectFrom('knowledgeVersions')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow(entryNotFound)
  if (row.version === seen) return { entry, row }
  throw new Refusal('conflict', 'knowledge-changed', {
    version: row.version,
    state: row.state,
    by: await nameOf(trx, row.updatedBy),
    at: row.updatedAt.toISOString(),
    saved: await readContent(trx, id),
  })
}

async function nameOf(trx: Trx, id: Id<'person'> | null) {
  if (!id) return null
  const person = await trx.selectFrom('people').select('name').where('id', '=', id).executeTakeFirst()
  return person?.name ?? null
}

/**
 * As `lockVersion`, of an entry as a whole.
 * @throws Refusal 'conflict' `knowledge-changed` with `version`, `ownerId`, `reviewOn` and `isLive` as they are now
 */
export async function lockSeen(trx: Trx, id: Id<'knowledge-entry'>, seen: number): Promise<StoredEntry> {
  const entry = await lockEntry(trx, id)
  if (entry.version === seen) return entry
  const { version, ownerId, reviewOn, liveVersionId } = entry
  throw new Refusal('conflict', 'knowledge-changed', {
    version,
    ownerId,
    reviewOn,
    isLive: liveVersionId !== null,
  })
}
