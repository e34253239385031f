import { expect } from 'vitest'
import { messagesOf, storedCase } from '../support/intake-app.ts'
import { test } from '../support/intake-test.ts'

test('rare characters stay what they were: planes 2 and 3, compatibility ideographs, private use', async ({
  db,
  file,
}) => {
  const rare = '姓名𡈽𤭢𠮷𰻝\u{2F81A}\uF900\u{F0000}\uE000，👩‍🏫'
  const { body } = await file({ description: rare, name: rare })
  expect(await storedCase(db, body.id)).toMatchObject({ title: rare, requesterName: rare })
  expect((await messagesOf(db, body.id))[0]!.text).toBe(rare)
})

test('NUL and half surrogate pairs cannot be stored: the rest of the words is', async ({ db, ask }) => {
  const { status, body } = await ask('POST /cases', {
    body: `{"systemId":1,"description":"前\\u0000後 \\ud800 完","email":"a@k012.example.tw"}`,
  })
  expect(status).toBe(201)
  expect((await messagesOf(db, body.id))[0]!.text).toBe('前後 \uFFFD 完')
})

test('marks that turn the direction round stay in the message and out of title and name', async ({
  db,
  file,
}) => {
  const description = '附件 \u202Efdp.exe\u202C مرحبا'
  const { body } = await file({ description, name: '王\u202E明' })
  expect(await storedCase(db, body.id)).toMatchObject({ title: '附件 fdp.exe مرحبا', requesterName: '王明' })
  expect((await messagesOf(db, body.id))[0]!.text).toBe(description)
})

test('nothing to be seen is no description', async ({ file }) => {
  for (const description of [' ', '　\n\t', '\u0000', '\u200b\u2060\u00ad', '\u202e\u202c']) {
    const { status, body } = await file({ description })
    expect({ status, code: body.code }).toEqual({
      status: 400,
      code: expect.stringMatching(/text-missing|input-invalid/),
    })
  }
})

test('more than may be said is refused with the limit, never a fault', async ({ ask, file }) => {
  const long = await file({ description: '長'.repeat(20_001) })
  expect(long).toMatchObject({ status: 400, body: { code: 'input-invalid' } })
  expect(long.body.detail.fields).toContainEqual({ path: '/description', rule: 'maxLength', limit: 20_000 })
  expect((await file({ description: '長'.repeat(20_000) })).status).toBe(201)
  expect((await file({ title: '題'.repeat(340_000) })).status).toBe(400)
  const huge = await ask('POST /cases', { body: { systemId: 1, description: 'a'.repeat(1024 * 1024) } })
  expect(huge).toMatchObject({ status: 413, body: { code: 'content-too-large' } })
})

test('what is not understood is refused with a stable code', async ({ ask, file }) => {
  const cases: [Parameters<typeof ask>[1], number][] = [
    [{ body: '{"systemId":1' }, 400],
    [{ body: '[]' }, 400],
    [{ body: 'null' }, 400],
    [{ body: 'x', headers: { 'content-type': 'text/csv' } }, 415],
  ]
  for (const [how, status] of cases) expect((await ask('POST /cases', how)).status).toBe(status)
  for (const given of [
    { systemId: 'x' },
    { systemId: 1.5 },
    { systemId: 40_000 },
    { description: null },
    { email: 'no address' },
    { impact: 'world' },
    { occurredOn: '2026-02-30' },
    { fileIds: ['x'] },
    { fileIds: Array(11).fill('0198f000-0000-7000-8000-000000000000') },
    { agencyId: -1 },
  ])
    expect(await file(given)).toMatchObject({ status: 400, body: { code: 'input-invalid' } })
})

test('the requester is answered in the language they read', async ({ db, file }) => {
  const { body } = await file({ impact: 'me' }, { headers: { 'accept-language': 'en-US,en' } })
  expect((await storedCase(db, body.id)).language).toBe('en')
  expect((await messagesOf(db, body.id))[0]!.text).toContain('Affects: only me')
})
