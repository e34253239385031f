import { describe, expect } from 'vitest'
import type { Content } from '../../server/knowledge/shapes.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { freshDatabase } from '../support/database.ts'
import { someFolder } from '../support/files-app.ts'
import { knowledgeImportsOn, liveEntries, test } from '../support/knowledge-imports.ts'

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Everything an entry can say, and what tables could spoil. */
const HARD: Partial<Content> = {
  title: '「差勤」＝假單，"簽核"; 為何被退？',
  shortAnswer: '=1+1 不是公式\n第二行',
  body: "- 第一點\n- 第二點，含逗號、頓號；分號\n\n'=留著撇號",
  expertBody: '@admin 另行處理\t（Tab）\n\n\n空行之後',
  domain: '差勤',
  tags: ['請假', '甲、乙', 'a,b'],
  appliesTo: '3.2 以後',
  visibility: 'internal',
  whyHidden: '尚未定案',
  effectiveFrom: '2026-01-01',
  effectiveUntil: '2027-12-31',
}

/** All that is live, with variants, systems and files, but not by our own ids. */
async function imageOf(db: Db) {
  const entries = await liveEntries(db)
  return Promise.all(
    entries.map(async ({ id: _, versionId, n: __, isImported: ___, ownerId: ____, ...entry }) => {
      const files = await db
        .selectFrom('knowledgeFiles as k')
        .innerJoin('files as f', 'f.id', 'k.fileId')
        .select(['k.fileId', 'f.name', 'k.kind', 'k.title', 'f.sha256', 'f.expiresAt'])
        .where('versionId', '=', versionId)
        .orderBy('k.n')
        .execute()
      const variants = await db
        .selectFrom('knowledgeVariants as x')
        .leftJoin('agencies as a', 'a.id', 'x.authorityId')
        .select(['a.code', 'x.hrSystem', 'x.body'])
        .where('versionId', '=', versionId)
        .orderBy('x.hrSystem')
        .orderBy('a.code')
        .execute()
      const systems = await db
        .selectFrom('knowledgeVersionSystems')
        .innerJoin('systems', 'systems.id', 'systemId')
        .select('code')
        .where('versionId', '=', versionId)
        .orderBy('code')
        .execute()
      const named = (text: string) =>
        files.reduce((all, { fileId }, place) => all.replaceAll(fileId, `<${place}>`), text)
      return {
        ...entry,
        ...{ body: named(entry.body), systems, variants },
        files: files.map(({ fileId: _id, ...file }) => file),
      }
    }),
  )
}

/** The same agencies and systems as elsewhere. */
async function sameDirectory(from: Db, to: Db) {
  for (const { id: _, parentId: __, ...agency } of await from.selectFrom('agencies').selectAll().execute())
    await to
      .insertInto('agencies')
      .values({ ...agency, parentId: null })
      .execute()
  for (const { id: _, vendorId: __, ownerId: ___, ...system } of await from
    .selectFrom('systems')
    .selectAll()
    .execute())
    await to
      .insertInto('systems')
      .values({ ...system, vendorId: null, ownerId: null })
      .execute()
}

/** The same person here and there: whoever writes is known by a personnel number. */
const numbered = (db: Db, { id }: Pick<Actor, 'id'>) =>
  db.updateTable('people').set({ personnelNo: 'A0001' }).where('id', '=', id).execute()

describe('entries that are exported', () => {
  for (const format of ['csv', 'ods', 'xlsx', 'json', 'zip'] as const)
    test(`as ${format.toUpperCase()} come back the same, and imported where they are change nothing`, async ({
      imports,
      db,
    }) => {
      const { chief, attendance, ministry } = imports
      const writer = imports.as(imports.writer)
      await numbered(db, imports.writer)
      const photo = await writer.upload('畫面 一.png', PICTURE)
      const form = await writer.upload('申請表.csv', '欄位\r\n值')
      const hasFiles = format === 'zip'
      await imports.publish({ title: '沒有別的', body: '', shortAnswer: '只有簡答' })
      await imports.publish({
        ...HARD,
        systemIds: [attendance],
        variants: [
          { authorityId: null, hrSystem: 'WebHR', body: '- WebHR 的做法' },
          { authorityId: ministry, hrSystem: null, body: '第一行\n【像標題的一行】\n\\【有斜線】' },
        ],
        ...(hasFiles && {
          body: `看圖：![畫面](file:${photo.id})，見 [表](file:${form.id})`,
          files: [
            { fileId: photo.id, kind: 'picture', title: '畫面' },
            { fileId: form.id, kind: 'form', title: '' },
          ],
        }),
      })
      const before = await imageOf(db)
      const file = await chief.download(`/knowledge-export?format=${format}`)
      expect(file.status).toBe(200)
      const again = await chief.check(file.bytes, `匯出.${format}`)
      expect([await chief.failures(again.id), again.counts]).toEqual([
        [],
        { created: 0, changed: 0, unchanged: 2, failed: 0 },
      ])
      await elsewhere(async (other) => {
        await sameDirectory(db, other.db)
        await numbered(other.db, other.writer)
        const done = await other.chief.import(file.bytes, `匯出.${format}`)
        expect([await other.chief.failures(done.id), done.counts.created]).toEqual([[], 2])
        expect(await imageOf(other.db)).toEqual(before)
      })
    })
})

/** Another server, with the same directory and no entries. */
async function elsewhere(
  work: (other: Awaited<ReturnType<typeof knowledgeImportsOn>> & { db: Db }) => Promise<void>,
) {
  const [{ url, drop }, { folder, remove }] = await Promise.all([freshDatabase(), someFolder()])
  const db = openDatabase({ url })
  const imports = await knowledgeImportsOn(db, folder)
  try {
    await work({ ...imports, db })
  } finally {
    await imports.app.close()
    await db.destroy()
    await Promise.all([drop(), remove()])
  }
}
