import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { freshDatabase } from '../support/database.ts'
import { cookieOf, exampleOf, operationsOf, type Schema, serverOn } from '../support/in-process.ts'

const RUNS_PER_OPERATION = 25

let server: Awaited<ReturnType<typeof serverOn>>
let database: Awaited<ReturnType<typeof freshDatabase>>
let cookies: (string | undefined)[]
beforeAll(async () => {
  database = await freshDatabase()
  server = await serverOn(database.url)
  cookies = [
    undefined,
    await cookieOf(server.app, 'user1', DEMONSTRATION_PASSWORD),
    await cookieOf(server.app, 'super1', DEMONSTRATION_PASSWORD),
    await cookieOf(server.app, 'admin', DEMONSTRATION_PASSWORD),
  ]
}, 60_000)
afterAll(async () => {
  await server.close()
  await database.drop()
})

const NASTY = [
  '',
  '\0',
  'a\0b',
  '\ud800',
  '𡍼𪚥𠮷',
  '\u202eexe.txt',
  '１１５－０００７３１',
  "'; drop table cases; --",
  '<script>alert(1)</script>',
  '%00',
  '../../etc/passwd',
  '9'.repeat(400),
  '王'.repeat(30_000),
  'Content-Type: x\r\nBcc: a@b.c',
]
const nastyText = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 60 }))
const anything = fc.oneof(
  nastyText,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, [], {}, 2 ** 31, -1, 32_768, Number.MAX_SAFE_INTEGER, [[[[]]]], { __proto__: null }),
)

/** Mostly of the schema's form, so that it gets past the door; now and then anything at all. */
function inputFor(schema: Schema): fc.Arbitrary<unknown> {
  const right = (): fc.Arbitrary<unknown> => {
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map(inputFor))
    switch (schema.type) {
      case 'object':
        return fc.record(
          Object.fromEntries(
            Object.entries(schema.properties ?? {}).map(([name, part]) => [name, inputFor(part)]),
          ),
          { requiredKeys: schema.required ?? [] },
        )
      case 'array':
        return fc.array(inputFor(schema.items ?? {}), { maxLength: 4 })
      case 'integer':
        return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 2 ** 31, 2 ** 40) })
      case 'boolean':
        return fc.boolean()
      case 'string':
        if (schema.format) return fc.constant(exampleOf(schema))
        return nastyText
      default:
        return anything
    }
  }
  return fc.oneof({ weight: 12, arbitrary: right() }, { weight: 1, arbitrary: anything })
}

test('whatever is sent, the answer is a refusal with a code and a sentence, never a fault of ours', async () => {
  for (const { method, path, parameters, body } of operationsOf(server.app)) {
    const values = fc.tuple(
      ...parameters.map((parameter) => inputFor(parameter.schema)),
      body ? inputFor(body) : fc.constant(undefined),
      fc.constantFrom(...cookies),
      fc.constantFrom('zh-TW', 'en'),
    )
    await fc.assert(
      fc.asyncProperty(values, async (given) => {
        const [cookie, language] = given.slice(-2) as [string | undefined, string]
        const payload = given.at(-3)
        let url = path
        const search = new URLSearchParams()
        for (const [i, { name, in: where }] of parameters.entries()) {
          const value = typeof given[i] === 'object' ? JSON.stringify(given[i]) : String(given[i])
          if (where === 'path')
            url = url.replace(`{${name}}`, encodeURIComponent(value.toWellFormed()) || '-')
          else search.set(name, value)
        }
        const answer = await server.app.inject({
          method: method as 'GET',
          url: `${url}?${search}`,
          headers: {
            'accept-language': language,
            ...(cookie && { cookie }),
            'content-type': 'application/json',
          },
          ...(payload !== undefined && { payload: JSON.stringify(payload) }),
        })
        if (answer.statusCode >= 500) throw new Error(`${method} ${url}: ${answer.body}`)
        if (answer.statusCode >= 400) {
          const { code, title, status } = answer.json()
          expect(status).toBe(answer.statusCode)
          expect(code).toMatch(/^[a-z][a-z0-9-]+$/)
          expect(title).toMatch(language === 'en' ? /^[\x20-\x7e“”’…]+$/ : /[\u4e00-\u9fff].*。$/)
        }
      }),
      { numRuns: RUNS_PER_OPERATION, seed: 20_261_121 },
    )
  }
}, 120_000)

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
