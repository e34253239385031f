import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { forms } from '../../server/portal/forms.ts'
import { NASTY, nastyText } from '../support/bad-input.ts'
import { freshDatabase } from '../support/database.ts'
import { cookieOf, serverOn } from '../support/in-process.ts'
import { recordsOfOthers } from '../support/somebody-elses.ts'

let server: Awaited<ReturnType<typeof serverOn>>
let database: Awaited<ReturnType<typeof freshDatabase>>
let number: string
let cookies: string[]
beforeAll(async () => {
  database = await freshDatabase()
  server = await serverOn(database.url)
  number = (await recordsOfOthers(server.deps)).number
  cookies = ['', await cookieOf(server.app, 'user1', DEMONSTRATION_PASSWORD)]
})
afterAll(async () => {
  await server.close()
  await database.drop()
})

const seeded = { numRuns: 150, seed: 20_261_121 }
const wellFormed = (text: string) => encodeURIComponent(text.toWellFormed())
/** As it stands in an address, or not even well encoded. */
const piece = nastyText.chain((text) =>
  fc.constantFrom(
    wellFormed(text),
    `${wellFormed(text)}%`,
    `%ff${wellFormed(text)}`,
    '%E0%A4%A',
    '..%2f..%2f',
  ),
)

const PAGES = [
  '/cases/*',
  '/cases/new?*',
  '/cases/*?done=*',
  '/surveys/*',
  '/track?number=*',
  '/login?next=*',
  '/*',
  '/desk/*',
  '/admin/*',
  '/assets/*',
  '/qa/*',
  '/qa/*?form=*',
  '/qa?system=*&tag=*&after=*',
  '/qa?number=*',
  '/qa/feed.rss?system=*&tag=*',
  '/widget/qa?system=*&tag=*',
  '/api/knowledge/*/files/*',
  '/api/*',
  '/api/files/*/content',
  '/api/files/*/content?t=*&inline=*',
  '/api/uploads/*',
]

test('every page, asked for with anything, is a page: found, not found or refused, in the language of its address', async () => {
  const asked = fc.tuple(
    fc.constantFrom(...PAGES),
    fc.constantFrom('', '/en'),
    fc.array(piece, { minLength: 3, maxLength: 3 }),
    fc.record({
      cookie: nastyText.map(
        (text) => `onewindow_session=${wellFormed(text)}; onewindow_theme=%E0%A4%A; =; ${wellFormed(text)}`,
      ),
      'accept-language': nastyText.map(wellFormed),
      'user-agent': nastyText.map(wellFormed),
      accept: fc.constantFrom('text/html', '*/*', 'application/json', ''),
    }),
    fc.boolean(),
  )
  await fc.assert(
    fc.asyncProperty(asked, async ([page, prefix, pieces, headers, signedIn]) => {
      let n = 0
      const url =
        (page.startsWith('/api/') || page.startsWith('/assets/') ? '' : prefix) +
        page.replaceAll('*', () => pieces[n++] ?? '')
      const answer = await server.app.inject({
        url,
        headers: { ...headers, ...(signedIn && { cookie: cookies[1]! }) },
      })
      if (answer.statusCode >= 500)
        throw new Error(`${url}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
      if (answer.statusCode >= 400 && !page.startsWith('/api/'))
        expect(String(answer.headers['content-type'])).toMatch(/^(text\/html|application\/problem\+json)/)
      if (answer.statusCode >= 300 && answer.statusCode < 400)
        expect(String(answer.headers.location)).toMatch(/^\/(?![/\\])/)
    }),
    seeded,
  )
}, 60_000)

test('every form, posted with anything, leads on or says what is wrong', async () => {
  const names = [
    'systemId',
    'description',
    'title',
    'occurredOn',
    'impact',
    'name',
    'email',
    'phone',
    'extension',
    'agencyId',
    'fileIds',
    'key',
    'number',
    'code',
    'login',
    'password',
    'next',
    'text',
    'reason',
    'solved',
    'comment',
    'score',
    '__proto__',
    'constructor',
  ]
  const posted = fc.tuple(
    fc.constantFrom(...forms.map(({ path }) => path)),
    fc.constantFrom('', '/en'),
    fc.array(
      fc.tuple(fc.constantFrom(...names), fc.oneof(nastyText, fc.constantFrom('1', '5', 'yes', number))),
      { maxLength: 12 },
    ),
    fc.constantFrom(0, 1),
    fc.boolean(),
  )
  await fc.assert(
    fc.asyncProperty(posted, async ([path, prefix, fields, who, inParts]) => {
      const url = prefix + path.replace(':number', number).replace(':token', 'a'.repeat(60))
      const answer = await server.app.inject({
        method: 'POST',
        url,
        headers: {
          cookie: cookies[path === '/logout' ? 0 : who]!,
          'content-type': inParts ? 'multipart/form-data; boundary=xyz' : 'application/x-www-form-urlencoded',
        },
        payload: inParts
          ? multipart(fields)
          : new URLSearchParams(
              fields.map(([name, value]): [string, string] => [name, value.toWellFormed()]),
            ).toString(),
      })
      if (answer.statusCode >= 500)
        throw new Error(`${url}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
      if (answer.statusCode === 303) expect(String(answer.headers.location)).toMatch(/^\/(?![/\\])/)
      else expect(answer.headers['content-type']).toContain('text/html')
    }),
    seeded,
  )
}, 60_000)

const multipart = (fields: [string, string][]) =>
  `${fields.map(([name, value]) => `--xyz\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value.toWellFormed()}\r\n`).join('')}--xyz--\r\n`

describe('a form that is none', () => {
  const post = (payload: string, type: string, path = '/cases/new') =>
    server.app.inject({ method: 'POST', url: path, payload, headers: { 'content-type': type } })

  test.each([
    ['nonsense', 'multipart/form-data; boundary=x'],
    ['nonsense', 'multipart/form-data'],
    [
      '--x\r\ncontent-disposition: form-data; name="files"; filename="a.log"\r\n\r\nabc',
      'multipart/form-data; boundary=x',
    ],
    [
      '--x\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\na\r\n--x--\r\n',
      'multipart/form-data; boundary=x',
    ],
    ['--x\r\n\r\n\r\n--x--\r\n', 'multipart/form-data; boundary=x'],
    ['%zz=%&&&=&a', 'application/x-www-form-urlencoded'],
    ['{', 'application/json'],
    ['[1]', 'application/json'],
    ['text', 'text/plain'],
    ['', 'application/x-www-form-urlencoded'],
  ])('%j as %s is refused on a page, with a sentence', async (payload, type) => {
    const answer = await post(payload, type)
    expect([answer.statusCode >= 400 && answer.statusCode < 500, answer.headers['content-type']]).toEqual([
      true,
      'text/html; charset=utf-8',
    ])
    expect(answer.body).toMatch(/[\u4e00-\u9fff]。/)
  })

  test('preferences of nonsense choose nothing, and lead nowhere else', async () => {
    for (const text of NASTY.map((nasty) => nasty.toWellFormed())) {
      const chosen = new URLSearchParams({ theme: text, language: text, back: text })
      const answer = await post(chosen.toString(), 'application/x-www-form-urlencoded', '/preferences')
      expect(answer.statusCode).toBe(303)
      expect(String(answer.headers.location)).toMatch(/^\/(?![/\\])/)
    }
  })
})

test('what is no HTTP is refused and ends nothing', async () => {
  const { port } = new URL(await server.listen())
  const say = (words: string) =>
    new Promise<string>((resolve) => {
      const line = connect(Number(port), '127.0.0.1')
      let heard = ''
      line.on('data', (bytes) => {
        heard += bytes
        line.end()
      })
      line.on('error', () => {})
      line.on('close', () => resolve(heard))
      line.write(words)
    })
  // Or hung up on: an upgrade to what is not there.
  for (const words of [
    'GET / HTTP/1.1\r\n\r\n',
    'BLAH\r\n\r\n',
    `GET /api/systems HTTP/1.1\r\nhost: x\r\ncookie: ${'a'.repeat(140_000)}\r\n\r\n`,
    'POST /api/cases HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n{}',
    'GET /api/cases/\u0001 HTTP/1.1\r\nhost: x\r\n\r\n',
    'POST /api/cases HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: -1\r\n\r\n{}',
    'GET /live/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
    'GET /socket.io/?EIO=9&transport=nonsense HTTP/1.1\r\nhost: x\r\n\r\n',
  ])
    expect(await say(words)).toMatch(/^(HTTP\/1\.1 4\d\d |$)/)
  expect((await server.app.inject('/health/live')).statusCode).toBe(200)
})
