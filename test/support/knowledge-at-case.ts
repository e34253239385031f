import { findingBy } from '../../search/finding.ts'
import { postgresEngine } from '../../search/postgres/engine.ts'
import { vocabularyIn } from '../../search/postgres/vocabulary.ts'
import { entryFinder, type Finder } from '../../server/knowledge/at-case/finder.ts'
import { makeFindable } from '../../server/knowledge/editing/searchable.ts'
import type { Content } from '../../server/knowledge/shapes.ts'
import { type Db, transact } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { addPerson } from './directory.ts'
import { flyingClock } from './search-app.ts'

type Given = Partial<
  Pick<Content, 'title' | 'shortAnswer' | 'body' | 'visibility' | 'vendorId' | 'systemIds' | 'variants'>
>

/** An entry that is live: for everybody, unless said otherwise. */
export async function liveEntry(db: Db, given: Given = {}) {
  const at = new Date('2026-11-01T02:00:00Z')
  const { number, id } = await db
    .insertInto('knowledgeEntries')
    .values({ id: newId<'knowledge-entry'>(), createdAt: at, createdBy: null })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
  const versionId = await liveVersion(db, id, 1, given)
  return { id, number, versionId }
}

/** Another version, which takes the place of the one that is live. */
export async function liveVersion(db: Db, entryId: Id<'knowledge-entry'>, n: number, given: Given = {}) {
  const at = new Date('2026-11-01T02:00:00Z')
  const { systemIds = [], variants = [], visibility = 'public', ...words } = given
  const isHidden = visibility === 'internal' || visibility === 'vendor'
  await db
    .updateTable('knowledgeVersions')
    .set({ state: 'replaced', liveUntil: at })
    .where('entryId', '=', entryId)
    .where('state', '=', 'live')
    .execute()
  const versionId = newId<'knowledge-version'>()
  await db
    .insertInto('knowledgeVersions')
    .values({
      id: versionId,
      entryId,
      n,
      state: 'draft',
      title: '請假單送出後沒有簽核人怎麼辦',
      shortAnswer: '請先設定直屬主管。',
      body: '',
      domain: '差勤',
      vendorId: null,
      ...words,
      visibility,
      whyHidden: isHidden ? '內部作業' : null,
      effectiveFrom: null,
      effectiveUntil: null,
      writtenBy: null,
      submittedAt: null,
      reviewedBy: await addPerson(db, { name: '審核人員' }),
      reviewedAt: at,
      reviewNote: null,
      liveAt: null,
      liveUntil: null,
      updatedAt: at,
    })
    .execute()
  for (const systemId of systemIds)
    await db.insertInto('knowledgeVersionSystems').values({ versionId, systemId }).execute()
  for (const [i, variant] of variants.entries())
    await db
      .insertInto('knowledgeVariants')
      .values({ versionId, n: i + 1, ...variant })
      .execute()
  await db
    .updateTable('knowledgeVersions')
    .set({ state: 'live', liveAt: at })
    .where('id', '=', versionId)
    .execute()
  await db
    .updateTable('knowledgeEntries')
    .set({ liveVersionId: versionId, firstLiveAt: at })
    .where('id', '=', entryId)
    .execute()
  await transact(db, (trx) => makeFindable(trx, [entryId]))
  return versionId
}

/** The finder that the product has, over the index of the database. */
export function finderIn(db: Db): Finder {
  const now = flyingClock()
  const vocabulary = vocabularyIn({ db, now })
  const engine = postgresEngine({ db, vocabulary })
  return entryFinder({ db, now, search: findingBy({ engine, fallback: engine, vocabulary }) })
}

export const usesOf = (db: Db, entryId: Id<'knowledge-entry'>) =>
  db.selectFrom('knowledgeUses').selectAll().where('entryId', '=', entryId).orderBy('at').execute()

export const countedOn = async (db: Db, entryId: Id<'knowledge-entry'>) =>
  (await db.selectFrom('knowledgeEntries').select('uses').where('id', '=', entryId).executeTakeFirstOrThrow())
    .uses
