import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { countTerms } from '../../search/postgres/vocabulary.ts'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { freshDatabase } from '../support/database.ts'
import { cookieOf, serverOn } from '../support/in-process.ts'
import { type Laid, laySystem } from '../support/knowledge-ground.ts'
import { layFindable } from '../support/search-app.ts'

let server: Awaited<ReturnType<typeof serverOn>>
let database: Awaited<ReturnType<typeof freshDatabase>>
let db: Db
let open: Laid
let inside: Laid
let systemId: number
beforeAll(async () => {
  database = await freshDatabase()
  server = await serverOn(database.url)
  db = server.deps.db
  systemId = await laySystem(db, '帆船')
  open = await layFindable(db, {
    title: '鯨豚觀測補助怎麼申請？',
    shortAnswer: '在帆船系統按「申請」。',
    systemIds: [systemId],
  })
  inside = await layFindable(db, { title: '鯨豚觀測補助內部作業', visibility: 'internal' })
  await countTerms(db)
})
afterAll(async () => {
  await server.close()
  await database.drop()
})

const get = (query: Record<string, string>, cookie = '') =>
  server.app.inject({ url: `/search?${new URLSearchParams(query)}`, headers: { ...(cookie && { cookie }) } })
const pageOf = ({ body }: { body: string }) => body.split('<script type="application/json"')[0] ?? ''

test('a search without a script is a page with what was found, which no search engine keeps', async () => {
  const answer = await get({ text: '鯨豚觀測' })
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store'])
  const page = pageOf(answer)
  expect(page).toMatch(/<meta name="robots" content="noindex">/)
  expect(page).toContain(`href="/qa/${open.number}"`)
  expect(page).toContain('<mark class="found">鯨豚觀測</mark>')
  expect(page).toMatch(/<input[^>]*name="text"[^>]*value="鯨豚觀測"/)
  expect(page).toContain(`/search?text=%E9%AF%A8%E8%B1%9A%E8%A7%80%E6%B8%AC&amp;system=${systemId}`)
})

test('one character is enough', async () => {
  expect(pageOf(await get({ text: '鯨' }))).toContain(`href="/qa/${open.number}"`)
})

test('what is internal is on no visitor’s page, in no count of it and in nothing it carries; staff find it', async () => {
  const visitor = await get({ text: '鯨豚觀測補助內部作業' })
  expect(visitor.body).not.toContain(inside.number)
  expect(visitor.body).toContain('找到 1 筆')
  const staff = await get(
    { text: '鯨豚觀測補助內部作業' },
    await cookieOf(server.app, 'agent1', DEMONSTRATION_PASSWORD),
  )
  expect(staff.body).toContain(`href="/qa/${inside.number}"`)
  expect(staff.body).toContain('找到 2 筆')
})

test('what nobody can find leads to a case with the words, and the editors hear of it', async () => {
  const text = '齉爩龘靐'
  const page = pageOf(await get({ text }))
  expect(page).toContain(`找不到「${text}」`)
  expect(page).toContain(`href="/cases/new?${new URLSearchParams({ q: text })}"`)
  const filing = await server.app.inject({ url: `/cases/new?${new URLSearchParams({ q: text })}` })
  expect(pageOf(filing)).toMatch(new RegExp(`<textarea[^>]*name="description"[^>]*>${text}`))
  await vi.waitFor(async () => {
    const noted = await db.selectFrom('searchesNotFound').select('said').where('said', '=', text).execute()
    expect(noted).toHaveLength(1)
  })
})

test('whatever stands in the address, the page answers with a sentence and never breaks', async () => {
  for (const query of [
    { text: '' },
    { text: '　' },
    { text: '補'.repeat(10_000) },
    { text: '\u0000補\ud800休' },
    { text: `"' OR 1=1 --<script>alert(1)</script> AND (:* & !` },
    { text: '補休', system: '99999999999', year: 'x', page: '0', source: 'x'.repeat(50), kind: '%' },
    { text: '補休', page: '10', system: '32767', year: '2200', source: 'nobody', kind: '沒有' },
  ]) {
    const answer = await get(query)
    expect([query.text.slice(0, 20), answer.statusCode]).toEqual([query.text.slice(0, 20), 200])
    expect(pageOf(answer)).not.toContain('<script>alert')
  }
  const tooLong = await get({ text: '補'.repeat(10_001) })
  expect(tooLong.statusCode).toBe(400)
  expect(pageOf(tooLong)).toMatch(/<h1>搜尋「補補/)
  const twice = await server.app.inject({ url: '/search?text=a&text=b' })
  expect(twice.statusCode).toBe(200)
})

test('stands in English as well', async () => {
  const answer = await server.app.inject({ url: `/en/search?${new URLSearchParams({ text: '鯨豚觀測' })}` })
  expect(pageOf(answer)).toContain('1 result')
  expect(pageOf(answer)).toContain(`href="/en/qa/${open.number}"`)
})

test('signing in, and choosing a size of text, lead back to the search, however its address was written', async () => {
  const post = (url: string, fields: Record<string, string>) =>
    server.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })
  const back = '/search?text=鯨豚'
  const to = '/search?text=%E9%AF%A8%E8%B1%9A'
  const person = { login: 'user1', password: DEMONSTRATION_PASSWORD }
  const answers = [
    await post('/login', { ...person, next: back }),
    await post('/preferences', { textSize: 'l', back }),
  ]
  expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
    [303, to],
    [303, to],
  ])
})
