import { describe, expect } from 'vitest'
import { countTerms } from '../../search/postgres/vocabulary.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { noteNotFound } from '../../server/search/not-found.ts'
import { testAlone as test } from '../support/database.ts'
import { aReader } from '../support/knowledge-app.ts'
import { asked, layFindable, numbersOf, searchApp } from '../support/search-app.ts'

const READS = { permissions: ['knowledge:read-internal', 'knowledge:review'] }

async function ground(db: Db) {
  const server = await searchApp(db)
  const editor = await aReader(db, READS)
  const act = (endpoint: string, body?: object) => server.ask(endpoint, { as: editor, ...(body && { body }) })
  const set = (word: string, means: string[], more: object = {}) =>
    act('PUT /api/search-synonyms', { word, means, weight: 0.5, ...more })
  const audited = async () =>
    (await db.selectFrom('auditLog').select('action').orderBy('at').execute()).map(({ action }) => action)
  return { ...server, editor, act, set, audited }
}

describe('other words for what is asked', () => {
  test('are found by from the moment an editor sets them, and no more when they are forgotten', async ({
    db,
  }) => {
    const { ask, act, set, audited } = await ground(db)
    const { number } = await layFindable(db, { title: '國民旅遊卡' })
    await countTerms(db)
    const found = async () => numbersOf((await ask(asked('休假補助卡片'))).body.hits)
    expect(await found()).toEqual([])
    expect(await set(' 休假補助卡片 ', ['國旅卡', '國民旅遊卡', '國旅卡'])).toMatchObject({
      status: 200,
      body: { worse: [] },
    })
    expect(await found()).toEqual([number])
    // The same word in another form takes its place.
    await set('休假补助卡片', ['國民旅遊卡'], { weight: 0.25 })
    expect((await act('GET /api/search-synonyms')).body).toEqual([
      { word: '休假补助卡片', means: ['國民旅遊卡'], weight: 0.25 },
    ])
    await set('休假補助卡片', [])
    expect((await act('GET /api/search-synonyms')).body).toEqual([])
    expect(await found()).toEqual([])
    expect(await audited()).toEqual(Array(3).fill('search-synonym-set'))
  })

  test('an editor sees which questions get worse, before anything is changed', async ({ db }) => {
    const { act, set, audited } = await ground(db)
    const right = await layFindable(db, { title: '薪資帳號變更申請' })
    for (let n = 0; n < 3; n++)
      await layFindable(db, { title: `使用者管理使用者設定使用者權限之${n}`, body: '使用者 使用者' })
    for (let n = 0; n < 30; n++) await layFindable(db, { title: `帳號變更注意事項${n}`, body: '變更' })
    await countTerms(db)
    const question = '帳號'
    const put = await act('PUT /api/search-questions', { question, number: right.number.slice(1) })
    expect(put.status).toBe(200)
    const { place } = put.body
    expect(place).toBeGreaterThan(0)
    const tried = await set('帳號', ['使用者管理', '使用者權限'], { weight: 1, dryRun: true })
    expect(tried.body.worse).toEqual([
      { question, number: right.number, before: place, after: expect.any(Number) },
    ])
    expect(tried.body.worse[0].after === 0 || tried.body.worse[0].after > place).toBe(true)
    expect((await act('GET /api/search-synonyms')).body).toEqual([])
    // A word that is in no question makes none worse.
    expect((await set('敘獎', ['使用者'], { dryRun: true })).body.worse).toEqual([])
    expect((await set('帳號', ['使用者管理', '使用者權限'], { weight: 1 })).body.worse).toHaveLength(1)
    expect(await audited()).toEqual(['search-question-set', 'search-synonym-set'])
    // What is taken back again makes it better.
    expect((await set('帳號', [])).body.worse).toEqual([])
  })

  test('what cannot be looked for is refused', async ({ db }) => {
    const { act, set } = await ground(db)
    for (const [word, means] of [
      [' ', ['補休']],
      ['補休', ['？']],
      ['\u0000', ['補休']],
    ] as const)
      expect(await set(word, [...means])).toMatchObject({ status: 400 })
    expect((await set('補休', ['補假'], { weight: 0 })).status).toBe(400)
    expect((await set('補'.repeat(61), ['補假'])).status).toBe(400)
    expect((await act('GET /api/search-synonyms')).body).toEqual([])
  })
})

describe('questions that are to find their entry', () => {
  test('are set, listed with the title, and forgotten', async ({ db }) => {
    const { act, audited } = await ground(db)
    const { number } = await layFindable(db, { title: '終身學習時數登錄' })
    const put = (question: string, of: string | null) =>
      act('PUT /api/search-questions', { question, number: of })
    expect((await put('學習時數怎麼登錄', number)).body).toEqual({ place: 1 })
    expect((await put('學習時數怎麼登錄', number.toLowerCase())).body).toEqual({ place: 1 })
    expect((await act('GET /api/search-questions')).body).toMatchObject([
      { question: '學習時數怎麼登錄', number, title: '終身學習時數登錄' },
    ])
    expect(await put('螺旋', 'Q999999')).toMatchObject({
      status: 404,
      body: { code: 'search-number-not-found' },
    })
    expect((await put('學習時數怎麼登錄', null)).body).toEqual({ place: null })
    expect((await act('GET /api/search-questions')).body).toEqual([])
    expect(await audited()).toEqual(Array(3).fill('search-question-set'))
  })
})

describe('what was asked and not found', () => {
  test('is listed the most often asked first, until somebody has dealt with it, and again when it is asked again', async ({
    db,
  }) => {
    const { act, deps } = await ground(db)
    const entry = await layFindable(db, { title: '螺旋槳' })
    for (const said of ['甲骨文輸入', '螺旋槳', '螺旋槳', ' 螺旋桨 '])
      await noteNotFound(db, said, deps.now())
    const listed = async () =>
      (await act('GET /api/search-gaps')).body.map(
        (gap: { said: string; n: number }) => `${gap.said} ${gap.n}`,
      )
    expect(await listed()).toEqual(['螺旋槳 3', '甲骨文輸入 1'])
    const done = (said: string, number: string | null) => act('POST /api/search-gaps/done', { said, number })
    expect(await done('螺旋槳', 'Q999999')).toMatchObject({
      status: 404,
      body: { code: 'search-number-not-found' },
    })
    expect(await done('沒有人問過', null)).toMatchObject({
      status: 404,
      body: { code: 'search-gap-not-found' },
    })
    expect((await done('螺旋槳', entry.number)).status).toBe(201)
    expect((await done('螺旋槳', entry.number)).status).toBe(201)
    expect((await done('甲骨文輸入', null)).status).toBe(201)
    expect(await listed()).toEqual([])
    const kept = await db.selectFrom('searchesNotFound').selectAll().where('said', '=', '螺旋槳').execute()
    expect(kept).toMatchObject([{ answeredBy: entry.number, doneAt: expect.any(Date) }])
    await noteNotFound(db, '甲骨文輸入', deps.now())
    expect(await listed()).toEqual(['甲骨文輸入 2'])
  })
})

test('only those who review Q&A do any of it', async ({ db }) => {
  const { ask } = await searchApp(db)
  const writer = await aReader(db, { permissions: ['knowledge:read-internal', 'knowledge:write'] })
  for (const [endpoint, body] of [
    ['GET /api/search-gaps', undefined],
    ['POST /api/search-gaps/done', { said: '螺旋', number: null }],
    ['GET /api/search-synonyms', undefined],
    ['PUT /api/search-synonyms', { word: '補休', means: ['補假'], weight: 0.5 }],
    ['GET /api/search-questions', undefined],
    ['PUT /api/search-questions', { question: '補休', number: null }],
  ] as const) {
    const as = { ...(body && { body }) }
    expect([endpoint, (await ask(endpoint, as)).status]).toEqual([endpoint, 401])
    expect([endpoint, (await ask(endpoint, { ...as, as: writer })).status]).toEqual([endpoint, 403])
  }
})
