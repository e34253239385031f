import { describe, expect, vi } from 'vitest'
import { countTerms } from '../../search/postgres/vocabulary.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { testAlone as test } from '../support/database.ts'
import { addPerson } from '../support/directory.ts'
import { aReader } from '../support/knowledge-app.ts'
import { asked, layFindable, searchApp, typed } from '../support/search-app.ts'

const missed = (db: Db) => db.selectFrom('searchesNotFound').select(['said', 'n']).orderBy('said').execute()

describe('what finds nothing', () => {
  test('leads on to words that sound alike and find something, as they are written, and to what is read most', async ({
    db,
  }) => {
    const { ask } = await searchApp(db)
    const { number, id } = await layFindable(db, { title: '年終作業', body: '辦理考績評定與陞遷。' })
    await db.updateTable('knowledgeEntries').set({ views: 9 }).where('id', '=', id).execute()
    await layFindable(db, { title: '其他' })
    await layFindable(db, { title: '內部', body: '陞謙會議', visibility: 'internal' })
    await countTerms(db)
    const { body } = await ask(asked('考機'))
    expect(body.hits).toEqual([])
    expect(body.instead.words).toEqual(['考績'])
    expect(body.instead.mostRead[0]).toEqual({ href: `/qa/${number}`, title: '年終作業' })
    // 陞謙 stands only where this reader may not read.
    expect((await ask(asked('陞簽'))).body.instead.words).toEqual(['陞遷'])
  })

  test('leads on to the word for which editors gave what was asked', async ({ db }) => {
    const { ask } = await searchApp(db)
    await layFindable(db, { title: '加班補休期限' })
    await db
      .insertInto('searchSynonyms')
      .values([
        { word: '補休', means: ['代償休息'], weight: 0.5, byId: null, at: new Date() },
        { word: '輪值表', means: ['代償休息'], weight: 0.5, byId: null, at: new Date() },
      ])
      .execute()
    const { body } = await ask(asked('代償休息'))
    expect(body).toMatchObject({ hits: [], instead: { words: ['補休'] } })
  })

  test('goes onto the editors’ list once, without anybody in it; what is typed or filtered does not', async ({
    db,
  }) => {
    const { ask } = await searchApp(db)
    await addPerson(db, { name: '霍去疾人' })
    for (const text of ['螺旋測微器', '螺旋測微器', '螺旋测微器', 'A123456789 螺旋槳', '霍去疾人的螺紋'])
      await ask(asked(text))
    for (const text of ['螺', '螺旋錨', '螺旋錨釘']) await ask(typed(text))
    await ask(asked('螺旋梯', '&year=2026'))
    await ask(asked('螺旋板', '&page=2'))
    await ask(asked('螺'))
    await vi.waitFor(async () => expect((await missed(db)).map(({ n }) => n)).toEqual([1, 1, 3]))
    const said = JSON.stringify(await missed(db))
    for (const gone of ['A123456789', '霍去疾人', '螺旋錨', '螺旋梯', '螺旋板'])
      expect(said).not.toContain(gone)
    expect(said).toContain('螺旋槳')
  })

  test('what a reader may not see was not found by them', async ({ db }) => {
    const { ask } = await searchApp(db)
    await layFindable(db, { title: '螺旋軸承', visibility: 'internal' })
    const staff = await aReader(db, { permissions: ['knowledge:read-internal'] })
    expect((await ask(asked('螺旋軸承'), { as: staff })).body).toMatchObject({ hits: [{}], instead: null })
    expect((await ask(asked('螺旋軸承'))).body).toMatchObject({ hits: [], instead: { words: [] } })
    await vi.waitFor(async () => expect(await missed(db)).toEqual([{ said: '螺旋軸承', n: 1 }]))
  })

  test('whoever asks without end is answered, and does not fill the list', async ({ db }) => {
    const { ask } = await searchApp(db, () => new Date('2026-11-22T01:00:00Z'))
    for (let n = 0; n < 40; n++)
      expect(
        (await ask(asked(`螺旋${String.fromCharCode(0x4e00 + n)}${n}`), { from: '198.51.100.9' })).status,
      ).toBe(200)
    await vi.waitFor(async () => expect((await missed(db)).length).toBe(30))
    await ask(asked('螺帽'), { from: '198.51.100.10' })
    await vi.waitFor(async () => expect((await missed(db)).length).toBe(31))
  })
})
