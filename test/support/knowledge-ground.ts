import type { Domain, HrSystem, Visibility } from '../../server/knowledge/shapes.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'

export type Laid = { id: Id<'knowledge-entry'>; versionId: Id<'knowledge-version'>; number: string }

export type Entry = {
  title?: string
  shortAnswer?: string
  body?: string
  expertBody?: string
  domain?: Domain
  systemIds?: number[]
  tags?: string[]
  visibility?: Visibility
  vendorId?: number | null
  variants?: { authorityId?: number; hrSystem?: HrSystem; body: string }[]
  files?: { fileId: Id<'file'>; kind?: 'picture' | 'attachment' | 'clip' | 'form'; title?: string }[]
  reviewOn?: string | null
  effectiveUntil?: string | null
  liveAt?: Date
  views?: number
  isImported?: boolean
  /** `draft`: never live. */
  state?: 'live' | 'draft'
}

let laid = 0

/** Writes an entry with one version, live unless it is said otherwise; as editors would have made it. */
export async function layEntry(db: Db, entry: Entry = {}): Promise<Laid> {
  laid += 1
  const {
    visibility = 'public',
    state = 'live',
    liveAt = new Date(Date.UTC(2026, 9, 1) + laid * 1000),
  } = entry
  const isLive = state === 'live'
  const id = newId<'knowledge-entry'>(liveAt.getTime())
  const versionId = newId<'knowledge-version'>(liveAt.getTime())
  const { number } = await db
    .insertInto('knowledgeEntries')
    .values({
      id,
      reviewOn: entry.reviewOn ?? null,
      firstLiveAt: isLive ? liveAt : null,
      createdAt: liveAt,
      views: entry.views ?? 0,
      ...NOTHING,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('knowledgeVersions')
    .values({
      id: versionId,
      entryId: id,
      n: 1,
      state,
      title: entry.title ?? `問答 ${laid}`,
      shortAnswer: entry.shortAnswer ?? `簡答 ${laid}`,
      body: entry.body ?? `1. 開啟系統\n2. 按「送出」\n`,
      expertBody: entry.expertBody ?? '',
      domain: entry.domain ?? '差勤',
      tags: entry.tags ?? [],
      visibility,
      vendorId: entry.vendorId ?? null,
      whyHidden: visibility === 'internal' || visibility === 'vendor' ? '測試' : null,
      effectiveFrom: null,
      effectiveUntil: entry.effectiveUntil ?? null,
      writtenBy: null,
      submittedAt: null,
      reviewedBy: null,
      reviewedAt: null,
      reviewNote: null,
      // Rows of nobody: what was imported needs no second person.
      isImported: entry.isImported ?? true,
      liveAt: isLive ? liveAt : null,
      liveUntil: null,
      updatedAt: liveAt,
    })
    .execute()
  if (isLive)
    await db.updateTable('knowledgeEntries').set({ liveVersionId: versionId }).where('id', '=', id).execute()
  for (const systemId of entry.systemIds ?? [])
    await db.insertInto('knowledgeVersionSystems').values({ versionId, systemId }).execute()
  for (const [n, { authorityId = null, hrSystem = null, body }] of (entry.variants ?? []).entries())
    await db
      .insertInto('knowledgeVariants')
      .values({ versionId, n: n + 1, authorityId, hrSystem, body })
      .execute()
  for (const [n, { fileId, kind = 'attachment', title = '' }] of (entry.files ?? []).entries())
    await db
      .insertInto('knowledgeFiles')
      .values({ versionId, fileId, n: n + 1, kind, title })
      .execute()
  return { id, versionId, number }
}

const NOTHING = {
  ownerId: null,
  liveVersionId: null,
  withdrawnAt: null,
  withdrawnBy: null,
  withdrawnWhy: null,
  successorId: null,
  fromCaseId: null,
  source: null,
  createdBy: null,
}

/** A later version that is live instead. */
export async function layNext(
  db: Db,
  { id, versionId }: Laid,
  { title = '新的版本', visibility = 'public' }: Pick<Entry, 'title' | 'visibility'> = {},
): Promise<void> {
  const next = newId<'knowledge-version'>()
  await db.updateTable('knowledgeVersions').set({ state: 'replaced' }).where('id', '=', versionId).execute()
  const row = await db
    .selectFrom('knowledgeVersions')
    .selectAll()
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  const { seenBy: _, ...words } = row
  const whyHidden = visibility === 'internal' ? '測試' : null
  await db
    .insertInto('knowledgeVersions')
    .values({ ...words, id: next, n: row.n + 1, state: 'live', title, visibility, whyHidden })
    .execute()
  await db.updateTable('knowledgeEntries').set({ liveVersionId: next }).where('id', '=', id).execute()
}

/** Takes an entry back, with what follows it. */
export async function takeBack(db: Db, { id, versionId }: Laid, successor?: Laid) {
  await db
    .updateTable('knowledgeEntries')
    .set({
      liveVersionId: null,
      withdrawnAt: new Date(),
      withdrawnWhy: '測試',
      successorId: successor?.id ?? null,
    })
    .where('id', '=', id)
    .execute()
  await db.updateTable('knowledgeVersions').set({ state: 'withdrawn' }).where('id', '=', versionId).execute()
}

/** A system of the catalogue. */
export async function laySystem(db: Db, shortName: string): Promise<number> {
  laid += 1
  const { id } = await db
    .insertInto('systems')
    .values({
      code: `T${laid}`,
      name: `${shortName}系統`,
      shortName,
      domain: '差勤',
      ownerId: null,
      vendorId: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A vendor. */
export const layVendor = async (db: Db, name: string): Promise<number> =>
  (await db.insertInto('vendors').values({ name, email: null }).returning('id').executeTakeFirstOrThrow()).id
