import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { leaveFiles } from '../editing/content.ts'
import { makeFindable } from '../editing/searchable.ts'

type EntryId = Id<'knowledge-entry'>
type VersionId = Id<'knowledge-version'>
type Before = {
  liveVersionId: VersionId | null
  newVersionId: VersionId | null
  firstLiveAt: string | null
  ownerId: string | null
  reviewOn: string | null
  source: string | null
}

/** What editors change of an entry and of its versions; not how often it is read. */
export const digestOfEntry = (id: RawBuilder<unknown>): RawBuilder<string | null> =>
  sql<
    string | null
  >`(select md5(jsonb_build_array(e.version, e.live_version_id, e.owner_id, e.review_on, e.source,
      e.withdrawn_at, (select jsonb_agg(jsonb_build_array(v.id, v.state, v.version) order by v.n)
        from knowledge_versions v where v.entry_id = e.id))::text)
    from knowledge_entries e where e.id = ${id}::uuid)`

export const lockEntries = async (trx: Trx, ids: readonly string[]) =>
  void (await sql`select from knowledge_entries where id = any (${[...ids]}::uuid[]) order by id for update`.execute(
    trx,
  ))

/**
 * Takes the versions away that an import has brought; what was live before is again.
 * @throws the database's error when somebody has used or rated one of them
 */
export async function restoreEntries(
  trx: Trx,
  rows: readonly { recordId: string; before: Record<string, unknown> }[],
  at: Date,
) {
  const entries = rows.map(({ recordId, before }) => ({ id: recordId, ...(before as Before) }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as b (id uuid, "liveVersionId" uuid,
    "newVersionId" uuid, "firstLiveAt" timestamptz, "ownerId" uuid, "reviewOn" date, source text)`
  await sql`
    update knowledge_entries e set live_version_id = b."liveVersionId", first_live_at = b."firstLiveAt",
      owner_id = b."ownerId", review_on = b."reviewOn", source = b.source, version = e.version + 1
    from ${given} where e.id = b.id`.execute(trx)
  await removeVersions(
    trx,
    entries.flatMap(({ newVersionId }) => newVersionId ?? []),
    at,
  )
  const again = entries.flatMap(({ liveVersionId, newVersionId }) =>
    liveVersionId && newVersionId ? [liveVersionId] : [],
  )
  if (again.length > 0)
    await sql`
      update knowledge_versions set state = 'live', live_until = null, version = version + 1
      where id = any (${again}::uuid[]) and state = 'replaced'`.execute(trx)
  await makeFindable(
    trx,
    entries.map(({ id }) => id as EntryId),
  )
}

/** Removes entries that an import has made. @throws the database's error when something refers to one of them */
export async function removeEntries(trx: Trx, ids: readonly string[], at: Date) {
  const entryIds = ids as readonly EntryId[]
  await sql`update knowledge_entries set live_version_id = null where id = any (${entryIds}::uuid[])`.execute(
    trx,
  )
  const versions = await trx
    .selectFrom('knowledgeVersions')
    .select('id')
    .where('entryId', 'in', entryIds)
    .execute()
  await removeVersions(
    trx,
    versions.map(({ id }) => id),
    at,
  )
  // How often it was looked at goes with it.
  await trx.deleteFrom('knowledgeViews').where('entryId', 'in', entryIds).execute()
  await trx.deleteFrom('knowledgeEntries').where('id', 'in', entryIds).execute()
  await makeFindable(trx, entryIds)
}

async function removeVersions(trx: Trx, ids: readonly VersionId[], at: Date) {
  if (ids.length === 0) return
  const files = await trx
    .selectFrom('knowledgeFiles')
    .select('fileId')
    .where('versionId', 'in', ids)
    .execute()
  await trx.deleteFrom('knowledgeVersions').where('id', 'in', ids).execute()
  if (files.length > 0)
    await leaveFiles(
      trx,
      files.map(({ fileId }) => fileId),
      at,
    )
}
