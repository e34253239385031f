import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { inputFor } from '../support/bad-input.ts'
import { freshDatabase } from '../support/database.ts'
import { personOf } from '../support/demonstration-accounts.ts'
import { cookieOf, type Operation, operationsOf, serverOn } from '../support/in-process.ts'
import { recordsOfOthers } from '../support/somebody-elses.ts'

const RUNS_PER_OPERATION = 50

let server: Awaited<ReturnType<typeof serverOn>>
let database: Awaited<ReturnType<typeof freshDatabase>>
let cookies: (string | undefined)[]
let records: Awaited<ReturnType<typeof recordsOfOthers>>
let ids: string[]
beforeAll(async () => {
  database = await freshDatabase()
  server = await serverOn(database.url)
  records = await recordsOfOthers(server.deps)
  const { caseId, offerId, mailId, callBackId, importId, attachedId, unclaimedId } = records
  // Of people who ask nothing here, so that nobody who asks is locked out by an answer.
  const people = [await personOf(server.deps.db, 'agent14'), await personOf(server.deps.db, 'user3')]
  ids = [caseId, offerId, mailId, callBackId, importId, attachedId, unclaimedId, ...people]
  cookies = [
    undefined,
    ...(await Promise.all(
      ['user1', 'agent1', 'super1', 'admin'].map((login) =>
        cookieOf(server.app, login, DEMONSTRATION_PASSWORD),
      ),
    )),
  ]
})
afterAll(async () => {
  await server.close()
  await database.drop()
})

/** Those that take rights or sessions away come last: after them some who ask are nobody. */
const isLast = ({ method, path }: Operation) =>
  Number(`${method} ${path}` === 'DELETE /api/session' || path.startsWith('/api/roles/'))

test('whatever is sent, the answer is a refusal with a code and a sentence, never a fault of ours', async () => {
  const answered = { well: 0, refused: 0 }
  for (const { method, path, parameters, body } of operationsOf(server.app).toSorted(
    (a, b) => isLast(a) - isLast(b),
  )) {
    const values = fc.tuple(
      fc.tuple(...parameters.map(({ name, schema }) => sometimesKnown(name, inputFor(schema, ids)))),
      body ? inputFor(body, ids) : fc.constant(undefined),
      fc.constantFrom(...cookies),
      fc.constantFrom('zh-TW', 'en'),
    )
    await fc.assert(
      fc.asyncProperty(values, async ([given, payload, cookie, language]) => {
        const search = new URLSearchParams()
        let url = path
        for (const [i, { name, in: where }] of parameters.entries()) {
          const value = typeof given[i] === 'object' ? JSON.stringify(given[i]) : String(given[i])
          if (where === 'query') search.set(name, value)
          else url = url.replace(`{${name}}`, () => encodeURIComponent(value.toWellFormed()) || '-')
        }
        const answer = await server.app.inject({
          method: method as 'GET',
          url: `${url}?${search}`,
          headers: {
            'accept-language': language,
            ...(cookie && { cookie }),
            ...(payload !== undefined && { 'content-type': 'application/json' }),
          },
          ...(payload !== undefined && { payload: JSON.stringify(payload) }),
        })
        if (answer.statusCode >= 500) throw new Error(`${method} ${url}: ${answer.body}`)
        if (answer.statusCode < 400) {
          answered.well += 1
          return
        }
        answered.refused += 1
        const { code, title, status } = answer.json()
        expect(status).toBe(answer.statusCode)
        expect(code).toMatch(/^[a-z][a-z0-9-]+$/)
        expect(title).toMatch(language === 'en' ? /^[\x20-\x7e“”’…]+$/ : /[\u4e00-\u9fff].*。$/)
      }),
      { numRuns: RUNS_PER_OPERATION, seed: 20_261_121 },
    )
  }
  // Enough got past the door to have been dealt with inside.
  expect(answered.well).toBeGreaterThan(200)
  expect(answered.refused).toBeGreaterThan(400)
}, 120_000)

/** The number of a case that is there, now and then. */
const sometimesKnown = (name: string, other: fc.Arbitrary<unknown>) =>
  name === 'number' ? fc.oneof(fc.constant(records.number), other) : other

describe('what is not even a request of ours', () => {
  const post = (payload: string, type = 'application/json') =>
    server.app.inject({ method: 'POST', url: '/api/cases', payload, headers: { 'content-type': type } })

  test.each(['{', '[1,', 'null', '"text"', '{"systemId":1,}', '\u0000'])(
    'broken JSON %j is refused',
    async (payload) => {
      expect((await post(payload)).statusCode).toBe(400)
    },
  )

  test('another content type is refused as such', async () => {
    const answer = await post('<case/>', 'application/xml')
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'content-type-unsupported'])
  })

  test('more than the limit is refused with 413', async () => {
    const answer = await post(JSON.stringify({ systemId: 1, description: 'x'.repeat(2_000_000) }))
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'content-too-large'])
  })

  test('a command from another site is refused', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/cases',
      payload: { systemId: 1, description: '問題' },
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'origin-refused'])
  })
})
