import { sql } from 'kysely'
import type { Decision } from '../../directory/import/subjects/subject.ts'
import type { StoredImport } from '../../directory/import/work/claim.ts'
import { keepWithoutCase } from '../../files/keep-received.ts'
import type { Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { columnsOf } from '../editing/content.ts'
import { makeFindable } from '../editing/searchable.ts'
import { effectOn } from '../effect.ts'
import { nextReviewOn } from '../live.ts'
import type { State } from '../shapes.ts'
import type { EntryRecord } from './decide.ts'

/** An entry with the state that its next version gets, if it gets one. */
type Written = EntryRecord & { isNew: boolean; state: State | null }

/**
 * Writes entries and their next versions, many in one transaction, live or as drafts; what is live can be found from the
 * commit on. A version that holds from a later day on waits for it. Subscribers hear nothing: a table of thousands is
 * no news.
 */
export async function writeEntries(trx: Trx, decisions: readonly Decision[], at: Date, row: StoredImport) {
  const by = row.runBy ?? row.madeBy
  const today = dayInTaipei(at)
  const written = decisions.flatMap(({ record, outcome }): Written[] => {
    if (!record) return []
    const entry = record as EntryRecord
    const isLater = entry.next !== null && effectOn(entry.next.content, today) === 'not-yet'
    const state = entry.next && (row.publishAs === 'draft' ? 'draft' : isLater ? 'approved' : 'live')
    return [{ ...entry, isNew: outcome === 'created', state }]
  })
  if (written.length === 0) return
  await insertEntries(trx, written, { by, at, today })
  await replaceLive(trx, written, { by, at })
  await insertVersions(trx, written, { by, at })
  await updateEntries(trx, written, { at, isDraft: row.publishAs === 'draft' })
  const findable = written.filter(({ state }) => state === 'live').map(({ id }) => id)
  if (findable.length > 0) await makeFindable(trx, findable)
}

type By = { by: Id<'person'>; at: Date }

async function insertEntries(
  trx: Trx,
  written: readonly Written[],
  { by, at, today }: By & { today: string },
) {
  const made = written.filter(({ isNew }) => isNew)
  if (made.length === 0) return
  const highest = Math.max(0, ...made.map(({ seq }) => seq ?? 0))
  // Numbers that a file brings are given to nobody else: counted through, as others may be counting, too.
  if (highest > 0)
    await sql`select max(nextval('knowledge_numbers')) from knowledge_numbers k
      cross join lateral generate_series(k.last_value + case when k.is_called then 1 else 0 end, ${highest}) g`.execute(
      trx,
    )
  const rows = made.map(({ id, seq, source, ownerId = by, reviewOn }, place) => ({
    ...{ id, seq, source, ownerId, place },
    reviewOn: reviewOn ?? nextReviewOn(null, today),
  }))
  await sql`
    insert into knowledge_entries (id, seq, source, owner_id, review_on, created_at, created_by)
    select id, coalesce(seq, nextval('knowledge_numbers')), source, "ownerId", "reviewOn", ${at}::timestamptz, ${by}
    from (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (id uuid, seq integer, source text,
      "ownerId" uuid, "reviewOn" date, place integer) order by place) w`.execute(trx)
}

async function replaceLive(trx: Trx, written: readonly Written[], { by, at }: By) {
  const replaced = written.flatMap(({ state, now }) =>
    state === 'live' && now?.liveVersionId ? [now.liveVersionId] : [],
  )
  if (replaced.length > 0)
    await trx
      .updateTable('knowledgeVersions')
      .set({ state: 'replaced', liveUntil: at, updatedAt: at, updatedBy: by })
      .set(({ eb }) => ({ version: eb('version', '+', 1) }))
      .where('id', 'in', replaced)
      .execute()
}

async function insertVersions(trx: Trx, written: readonly Written[], { by, at }: By) {
  const versions = written.flatMap(({ id, next, state }) =>
    next && state ? [{ ...next, entryId: id, state }] : [],
  )
  if (versions.length === 0) return
  await trx
    .insertInto('knowledgeVersions')
    .values(
      versions.map(({ versionId, entryId, n, state, content }) => ({
        ...columnsOf(content),
        id: versionId,
        ...{ entryId, n, state },
        writtenBy: by,
        writers: [by],
        // A draft goes the way of all drafts: somebody else approves it.
        isImported: state !== 'draft',
        liveAt: state === 'live' ? at : null,
        updatedAt: at,
        updatedBy: by,
      })),
    )
    .execute()
  const systems = versions.flatMap(({ versionId, content }) =>
    content.systemIds.map((systemId) => ({ versionId, systemId })),
  )
  if (systems.length > 0) await trx.insertInto('knowledgeVersionSystems').values(systems).execute()
  const variants = versions.flatMap(({ versionId, content }) =>
    content.variants.map((variant, n) => ({ versionId, n: n + 1, ...variant })),
  )
  if (variants.length > 0) await trx.insertInto('knowledgeVariants').values(variants).execute()
  const files = versions.flatMap(({ versionId, content }) =>
    content.files.map((file, n) => ({ versionId, n: n + 1, ...file })),
  )
  if (files.length === 0) return
  await trx.insertInto('knowledgeFiles').values(files).execute()
  await keepWithoutCase(
    trx,
    files.map(({ fileId }) => fileId),
  )
}

/** A draft changes nothing of an entry that is there. */
async function updateEntries(
  trx: Trx,
  written: readonly Written[],
  { at, isDraft }: { at: Date; isDraft: boolean },
) {
  const rows = written
    .filter(({ isNew, state }) => state === 'live' || (!isNew && !isDraft))
    .map(({ id, source, ownerId, reviewOn, next, state }) => ({
      ...{ id, source, ownerId: ownerId ?? null, reviewOn: reviewOn ?? null },
      isOwnerSaid: ownerId !== undefined,
      isReviewSaid: reviewOn !== undefined,
      liveId: state === 'live' ? next?.versionId : null,
    }))
  if (rows.length === 0) return
  await sql`
    update knowledge_entries e set
      live_version_id = coalesce(w."liveId", e.live_version_id),
      first_live_at = case when w."liveId" is null then e.first_live_at else coalesce(e.first_live_at, ${at}) end,
      source = coalesce(e.source, w.source),
      owner_id = case when w."isOwnerSaid" then w."ownerId" else e.owner_id end,
      review_on = case when w."isReviewSaid" then w."reviewOn" else e.review_on end,
      version = e.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (id uuid, source text, "ownerId" uuid,
      "reviewOn" date, "isOwnerSaid" boolean, "isReviewSaid" boolean, "liveId" uuid)
    where e.id = w.id`.execute(trx)
}
