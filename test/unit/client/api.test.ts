import { expect, test } from 'vitest'
import { createApi, Problem } from '../../../client/platform/api.ts'

const CASE = '0193a1b2-0000-7000-8000-000000000001' as never

/** A server that remembers what it was asked and always says the same. */
function server(status: number, said: unknown) {
  const asked: { url: string; init: RequestInit }[] = []
  const call = (async (url: unknown, init: RequestInit = {}) => {
    asked.push({ url: String(url), init })
    return new Response(JSON.stringify(said), { status })
  }) as typeof fetch
  return { asked, api: createApi(call, 'zh-TW') }
}

test('parameters go into the path, the query behind it, the body as JSON', async () => {
  const { api, asked } = server(200, [])
  await api('GET /cases/:caseId/timeline', { params: { caseId: CASE }, query: { afterSeq: 3 } })
  await api('POST /cases/:caseId/claim', { params: { caseId: CASE }, body: { version: 2 } })
  expect(asked[0]?.url).toBe(`/api/cases/${CASE}/timeline?afterSeq=3`)
  expect(asked[1]).toMatchObject({ init: { method: 'POST', body: '{"version":2}' } })
})

test('what is not given is not sent', async () => {
  const { api, asked } = server(200, { people: [] })
  await api('GET /people', { query: { name: '王𡍼', phone: undefined as never } })
  expect(asked[0]?.url).toBe(`/api/people?name=${encodeURIComponent('王𡍼')}`)
})

test("the server's no brings its sentence and what the screen needs", async () => {
  const { api } = server(409, { code: 'case-changed', title: '案件已被更新。', detail: { version: 4 } })
  const refused = api('POST /cases/:caseId/claim', { params: { caseId: CASE }, body: { version: 2 } })
  await expect(refused).rejects.toMatchObject({
    status: 409,
    code: 'case-changed',
    sentence: '案件已被更新。',
    detail: { version: 4 },
  })
})

test('no answer at all is a problem of its own', async () => {
  const api = createApi(() => Promise.reject(new TypeError('Failed to fetch')), 'zh-TW')
  await expect(api('GET /systems')).rejects.toMatchObject({ status: 0, code: 'unreachable' })
})

test('an answer that is not ours, as of a proxy, is a fault without details', async () => {
  const api = createApi(async () => new Response('<html>Bad gateway</html>', { status: 502 }), 'zh-TW')
  const failed = api('GET /systems')
  await expect(failed).rejects.toBeInstanceOf(Problem)
  await expect(failed).rejects.toMatchObject({ status: 502, code: 'internal' })
})
