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
  const liveAt = entry.liveAt ?? new Date(Date.UTC(2026, 9, 1) + laid * 1000)
  const { id, number } = await db
    .insertInto('knowledgeEntries')
    .values({
      id: newId<'knowledge-entry'>(liveAt.getTime()),
      reviewOn: entry.reviewOn ?? null,
      firstLiveAt: isLive(entry) ? liveAt : null,
      createdAt: liveAt,
      views: entry.views ?? 0,
      ...NOTHING,
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
  return { id, versionId: await layVersion(db, id, 1, entry, liveAt), number }
}

/** A second version takes the place of the first, as another editor would have written it. */
export async function layNext(db: Db, { id, versionId, number }: Laid, entry: Entry = {}): Promise<Laid> {
  laid += 1
  const liveAt = entry.liveAt ?? new Date(Date.UTC(2026, 9, 2) + laid * 1000)
  await db
    .updateTable('knowledgeVersions')
    .set({ state: 'replaced', liveUntil: liveAt })
    .where('id', '=', versionId)
    .execute()
  return { id, versionId: await layVersion(db, id, 2, entry, liveAt), number }
}

const isLive = ({ state = 'live' }: Entry) => state === 'live'

async function layVersion(db: Db, entryId: Laid['id'], n: number, entry: Entry, liveAt: Date) {
  const versionId = newId<'knowledge-version'>(liveAt.getTime())
  const { visibility = 'public', isImported = true } = entry
  await db
    .insertInto('knowledgeVersions')
    .values({
      id: versionId,
      entryId,
      n,
      state: 'draft',
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
      // What was imported needs no second person; of the rest it is whoever is there.
      reviewedBy: isImported ? null : await somebody(db),
      reviewedAt: null,
      reviewNote: null,
      isImported,
      liveAt: isLive(entry) ? liveAt : null,
      liveUntil: null,
      updatedAt: liveAt,
    })
    .execute()
  await layParts(db, versionId, entry)
  if (isLive(entry)) {
    await db.updateTable('knowledgeVersions').set({ state: 'live' }).where('id', '=', versionId).execute()
    await db
      .updateTable('knowledgeEntries')
      .set({ liveVersionId: versionId })
      .where('id', '=', entryId)
      .execute()
  }
  return versionId
}

async function layParts(
  db: Db,
  versionId: Laid['versionId'],
  { systemIds = [], variants = [], files = [] }: Entry,
) {
  for (const systemId of systemIds)
    await db.insertInto('knowledgeVersionSystems').values({ versionId, systemId }).execute()
  for (const [n, { authorityId = null, hrSystem = null, body }] of variants.entries())
    await db
      .insertInto('knowledgeVariants')
      .values({ versionId, n: n + 1, authorityId, hrSystem, body })
      .execute()
  for (const [n, { fileId, kind = 'attachment', title = '' }] of files.entries())
    await db
      .insertInto('knowledgeFiles')
      .values({ versionId, fileId, n: n + 1, kind, title })
      .execute()
}

const somebody = async (db: Db) =>
  (await db.selectFrom('people').select('id').orderBy('id').limit(1).executeTakeFirst())?.id ?? null

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
