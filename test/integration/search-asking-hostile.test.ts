import fc from 'fast-check'
import { expect } from 'vitest'
import { anyText } from '../support/any-text.ts'
import { test } from '../support/database.ts'
import { aReader } from '../support/knowledge-app.ts'
import { asked, layFindable, numbersOf, searchApp, typed } from '../support/search-app.ts'

const ODD = [
  '"考績" AND -獎懲 OR *',
  "') or 1=1 --",
  "a' & !b | (c:* <-> d)",
  "\\'\\",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '%00%zz',
  '\u202e績考',
  '\u200b\u200d',
  '👩‍🏫👩‍🏫',
  '__proto__',
  'constructor',
  '9'.repeat(400),
  'Q999999999',
  'Q000000000',
  '~kao.ji',
  'ㄅㄆㄇㄈ考',
  `${'-'.repeat(5000)}考`,
]
const RAW = ['%ED%A0%80', '%00', '%', '%E8', '%zz', '+', '&text=%E8%80%83']

test('whatever is asked, the answer is clear', async ({ db }) => {
  const { ask } = await searchApp(db)
  const { number } = await layFindable(db, { title: '考績', body: '考績甲等' })
  const fine = async (text: string) => {
    for (const endpoint of [asked(text), typed(text)])
      expect([text, endpoint, (await ask(endpoint)).status]).toEqual([text, endpoint, 200])
  }
  for (const text of ODD.filter((one) => one.length < 1000)) await fine(text)
  await fc.assert(
    fc.asyncProperty(anyText(), async (text) => fine(text.toWellFormed())),
    { numRuns: 40 },
  )
  for (const raw of RAW) {
    expect([raw, (await ask(`GET /api/search?text=${raw}`)).status]).toEqual([raw, expect.toSatisfy(isClear)])
    const { status } = await ask(`GET /api/search/suggestions?text=${raw}`)
    expect([raw, status]).toEqual([raw, expect.toSatisfy(isClear)])
  }
  expect((await ask('GET /api/search')).status).toBe(400)
  expect((await ask(asked('考', '&text=%E8%80%83'))).status).toBe(400)
  for (const more of [
    '&system=0',
    '&system=x',
    '&year=99999',
    '&page=0',
    '&page=1.5',
    `&kind=${'x'.repeat(41)}`,
  ])
    expect([more, (await ask(asked('考績', more))).status]).toEqual([more, 400])
  for (const more of ['&kind=%00', '&kind=%27', '&source=%5C', '&system=32767', '&year=1900'])
    expect([more, (await ask(asked('考績', more))).body.hits]).toEqual([more, []])
  expect(numbersOf((await ask(asked('考\0績\ud800'.toWellFormed()))).body.hits)).toEqual([number])
})

const isClear = (status: number) => status === 200 || status === 400

test('a question of ten thousand characters is answered, one more is refused, also over a real connection', async ({
  db,
}) => {
  const { app } = await searchApp(db)
  const { number } = await layFindable(db, { title: '眷屬重病住院補助' })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    const get = async (text: string) => {
      const reply = await fetch(`${url}/api/search?text=${encodeURIComponent(text)}`)
      return { status: reply.status, body: (await reply.json()) as { hits: { number: string }[] } }
    }
    const long = await get('眷屬重病住院補助'.repeat(1250))
    expect([long.status, long.body.hits[0]?.number]).toEqual([200, number])
    expect((await get('補'.repeat(10_001))).status).toBe(400)
    expect((await get('補'.repeat(20_000))).status).toBe(431)
  } finally {
    await app.close()
  }
})

test('what editors send is kept as text, or refused', async ({ db }) => {
  const { ask } = await searchApp(db)
  const as = await aReader(db, { permissions: ['knowledge:review'] })
  const put = (endpoint: string, body: object) => ask(endpoint, { as, body })
  await fc.assert(
    fc.asyncProperty(anyText(12), anyText(12), async (word, other) => {
      const replies = [
        await put('PUT /api/search-synonyms', { word, means: [other], weight: 0.5 }),
        await put('PUT /api/search-questions', { question: word, number: null }),
        await put('POST /api/search-gaps/done', { said: word, number: other || null }),
      ]
      for (const { status } of replies) expect(status).toBeLessThan(500)
    }),
    { numRuns: 40 },
  )
  for (const { word } of (await ask('GET /api/search-synonyms', { as })).body as { word: string }[])
    expect((await ask(asked(word))).status).toBe(200)
})
