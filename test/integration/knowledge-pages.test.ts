import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { viewsOf } from '../../server/knowledge/reading/views.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { freshDatabase } from '../support/database.ts'
import { cookieOf, serverOn } from '../support/in-process.ts'
import { layEntry, layNext, laySystem, takeBack } from '../support/knowledge-ground.ts'

let server: Awaited<ReturnType<typeof serverOn>>
let database: Awaited<ReturnType<typeof freshDatabase>>
let db: Db
beforeAll(async () => {
  database = await freshDatabase()
  server = await serverOn(database.url)
  db = server.deps.db
})
afterAll(async () => {
  await server.close()
  await database.drop()
})

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers })
const post = (url: string, fields: Record<string, string>, cookie = '') =>
  server.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(cookie && { cookie }) },
    payload: new URLSearchParams(fields).toString(),
  })
const noncesIn = (html: string) => new Set(html.match(/(?<=nonce=")[^"]+/g))

test('a page that is kept says the same with nonces of its own, and each visit counts', async () => {
  const { id, number } = await layEntry(db, { title: '差勤怎麼補登？' })
  const pages = [await get(`/qa/${number}`), await get(`/qa/${number}`), await get(`/qa/${number}`)]
  for (const { statusCode, headers, body } of pages) {
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(body).toContain('差勤怎麼補登？')
    for (const nonce of noncesIn(body))
      expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
    expect(noncesIn(body).size).toBeGreaterThan(0)
  }
  const bare = pages.map(({ body }) =>
    [...noncesIn(body)].reduce((text, nonce) => text.replaceAll(nonce, ''), body),
  )
  expect(bare[1]).toBe(bare[2])
  await viewsOf(server.deps).flush()
  const { views } = await db
    .selectFrom('knowledgeEntries')
    .select('views')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(views).toBe(3)
})

test('a page that is kept is gone the moment its entry is, and never shows a neighbour that is hidden', async () => {
  const systemId = await laySystem(db, '考績')
  const [one, neighbour] = [
    await layEntry(db, { systemIds: [systemId] }),
    await layEntry(db, { systemIds: [systemId], title: '鄰近的問答' }),
  ]
  expect((await get(`/qa/${one.number}`)).body).toContain('鄰近的問答')
  await layNext(db, neighbour, { systemIds: [systemId], title: '鄰近的問答', visibility: 'internal' })
  expect((await get(`/qa/${one.number}`)).body).not.toContain('鄰近的問答')
  await takeBack(db, one)
  const gone = await get(`/qa/${one.number}`)
  expect(gone.statusCode).toBe(410)
  expect(gone.body).toContain('這則問答已經撤下')
})

test('what is kept for visitors is not what the signed-in see, nor the other way round', async () => {
  const cookie = await cookieOf(server.app, 'agent1', DEMONSTRATION_PASSWORD)
  const { number } = await layEntry(db, { visibility: 'internal', title: '僅供內部' })
  expect((await get(`/qa/${number}`, { cookie })).body).toContain('僅供內部')
  const visitor = await get(`/qa/${number}`)
  expect(visitor.statusCode).toBe(404)
  expect(visitor.body).not.toContain('僅供內部')
})

test('a number leads to its one address', async () => {
  const { number } = await layEntry(db)
  const digits = Number(number.slice(1))
  const typed = await get(`/qa/q${digits}?form=plain`)
  expect([typed.statusCode, typed.headers.location]).toEqual([301, `/qa/${number}?form=plain`])
  expect((await get(`/en/qa/${digits}`)).headers.location).toBe(`/en/qa/${number}`)
  expect((await get(`/qa?number=Q${digits}`)).headers.location).toBe(`/qa/${number}`)
  expect((await get('/qa/nonsense')).statusCode).toBeGreaterThanOrEqual(400)
  expect((await get('/qa?number=nonsense')).statusCode).toBe(200)
})

test('without a script a reader says whether it helped, and is thanked', async () => {
  const { id, number } = await layEntry(db)
  const said = await post(`/qa/${number}/feedback`, { solved: 'no', reason: '少了一張圖' })
  expect([said.statusCode, said.headers.location]).toEqual([303, `/qa/${number}?done=unsolved#feedback`])
  expect(String(said.headers['set-cookie'])).toContain('onewindow_visitor=')
  expect((await get(`/qa/${number}?done=unsolved`)).body).toContain('謝謝您，我們會據此修改')
  expect(
    (await db.selectFrom('knowledgeFeedback').select('reason').where('entryId', '=', id).execute())[0],
  ).toEqual({
    reason: '少了一張圖',
  })
  const empty = await post(`/qa/${number}/feedback`, { reason: '少了一張圖' })
  expect(empty.statusCode).toBe(400)
  expect(empty.body).toContain('請先選')
  expect(empty.body).toContain('少了一張圖')
})

test('without a script somebody subscribes to a system, and stops', async () => {
  const cookie = await cookieOf(server.app, 'user1', DEMONSTRATION_PASSWORD)
  const systemId = String(await laySystem(db, '退撫'))
  await layEntry(db, { systemIds: [Number(systemId)] })
  const asked = await post('/qa/subscriptions', { system: systemId, do: 'subscribe' }, cookie)
  expect(asked.headers.location).toBe(`/qa?system=${systemId}&done=subscribed`)
  const page = await get(`/qa?system=${systemId}&done=subscribed`, { cookie })
  expect(page.body).toContain('不再寄信給我')
  await post('/qa/subscriptions', { system: systemId, do: 'unsubscribe' }, cookie)
  expect((await get(`/qa?system=${systemId}`, { cookie })).body).toContain('有新問答時寄信給我')
})

test('the list for other sites is framed by those that are named, and shows what is public whoever looks', async () => {
  const systemId = await laySystem(db, '任免')
  const open = await layEntry(db, { systemIds: [systemId] })
  const inside = await layEntry(db, { systemIds: [systemId], visibility: 'internal' })
  const cookie = await cookieOf(server.app, 'agent1', DEMONSTRATION_PASSWORD)
  const ancestors = async () => {
    const { headers, body } = await get(`/widget/qa?system=${systemId}`, { cookie })
    expect(body).toContain(open.number)
    expect(body).not.toContain(inside.number)
    expect(headers['x-frame-options']).toBeUndefined()
    return /frame-ancestors ([^;]*)/.exec(String(headers['content-security-policy']))?.[1]
  }
  expect(await ancestors()).toBe("'self'")
  const value = JSON.stringify(['https://webhr.example.gov.tw', "x; script-src 'unsafe-inline'", 7])
  await db
    .insertInto('settings')
    .values({ key: 'knowledge.widget-origins', value, updatedBy: null })
    .execute()
  expect(await ancestors()).toBe("'self' https://webhr.example.gov.tw")
  const page = await get('/qa')
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
})

test('many who want the same page at once have it made once, and nobody is shown what has changed meanwhile', async () => {
  const laid = await layEntry(db, { title: '舊的標題' })
  const { id, number } = laid
  const many = await Promise.all(Array.from({ length: 12 }, () => get(`/qa/${number}`)))
  expect(many.every(({ statusCode, body }) => statusCode === 200 && body.includes('舊的標題'))).toBe(true)
  expect(new Set(many.map(({ body }) => [...noncesIn(body)].join())).size).toBe(12)
  await viewsOf(server.deps).flush()
  const counted = () =>
    db.selectFrom('knowledgeEntries').select('views').where('id', '=', id).executeTakeFirstOrThrow()
  expect((await counted()).views).toBe(12)

  const asked = Promise.all(Array.from({ length: 12 }, () => get(`/qa/${number}`)))
  await takeBack(db, laid)
  for (const { statusCode } of await asked) expect([200, 410]).toContain(statusCode)
  const after = await Promise.all(Array.from({ length: 12 }, () => get(`/qa/${number}`)))
  expect(after.map(({ statusCode }) => statusCode)).toEqual(Array(12).fill(410))
})

test('an answer to a reader is on the page for the next one, and gone when it is taken back', async () => {
  const { id, number } = await layEntry(db)
  await post(`/qa/${number}/feedback`, { solved: 'no', reason: '找不到匯出的按鈕' })
  expect((await get(`/qa/${number}`)).body).not.toContain('找不到匯出的按鈕')
  const answer = (text: string | null) =>
    db
      .updateTable('knowledgeFeedback')
      .set({ answer: text, answeredAt: new Date() })
      .where('entryId', '=', id)
      .execute()
  await answer('按鈕在右上角')
  expect((await get(`/qa/${number}`)).body).toContain('按鈕在右上角')
  await answer('按鈕改到左上角')
  expect((await get(`/qa/${number}`)).body).toContain('按鈕改到左上角')
  await answer(null)
  expect((await get(`/qa/${number}`)).body).not.toContain('找不到匯出的按鈕')
})
