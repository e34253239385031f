import { expect } from 'vitest'
import { caseCodeOf } from '../../server/cases/links.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { employ } from '../support/accounts.ts'
import { secrets } from '../support/files-app.ts'
import { fileCase } from '../support/filing.ts'
import { somebody } from '../support/intake-app.ts'
import { test } from '../support/intake-test.ts'
import { type Laid, layEntry, layNext, takeBack } from '../support/knowledge-ground.ts'

const use = async (db: Db, caseId: Id<'case'>, entry: Laid, at: string) =>
  db
    .insertInto('knowledgeUses')
    .values({
      id: newId<'knowledge-use'>(),
      entryId: entry.id,
      versionId: entry.versionId,
      caseId,
      personId: (await employ(db)).id,
      way: 'text',
      at: new Date(at),
    })
    .execute()

test('who asked sees what the answer was taken from, as it is now and as far as it is theirs to read', async ({
  db,
  ask,
  clock,
}) => {
  const as = await somebody(db)
  const { id, number } = await fileCase(db, { requesterId: as.id }, clock.now)
  const [open, changed, forMembers, inside, gone] = [
    await layEntry(db, { title: '清冊匯出' }),
    await layEntry(db, { title: '舊的標題' }),
    await layEntry(db, { title: '登入後可讀', visibility: 'signed-in' }),
    await layEntry(db, { title: '僅供內部', visibility: 'internal' }),
    await layEntry(db, { title: '已撤下' }),
  ] as const
  for (const [n, entry] of [changed, open, changed, forMembers, inside, gone].entries())
    await use(db, id, entry, `2026-11-20T0${n}:00:00Z`)
  await layNext(db, changed, { title: '新的標題' })
  await takeBack(db, gone)

  const titles = async (how: object) =>
    ((await ask(`POST /progress/${number}/knowledge`, how)).body as { title: string }[]).map(
      ({ title }) => title,
    )
  expect(await titles({ body: { code: caseCodeOf(secrets, id) } })).toEqual(['新的標題', '清冊匯出'])
  expect(await titles({ as, body: {} })).toEqual(['新的標題', '清冊匯出', '登入後可讀'])
})

test('nobody learns of a case that is not theirs what it was answered with', async ({ db, ask, clock }) => {
  const { id, number } = await fileCase(db, {}, clock.now)
  await use(db, id, await layEntry(db), '2026-11-20T00:00:00Z')
  const stranger = await somebody(db)
  for (const how of [{ body: {} }, { as: stranger, body: {} }, { body: { code: 'AAAA-AAAA' } }])
    expect((await ask(`POST /progress/${number}/knowledge`, how)).body.code).toBe('case-not-found')
})
