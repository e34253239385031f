import { describe, expect } from 'vitest'
import { somebody } from '../support/intake-app.ts'
import { test } from '../support/intake-test.ts'

describe('the same command twice', () => {
  test('at the same moment is one case and one receipt', async ({ db, file }) => {
    const me = await somebody(db)
    const replies = await Promise.all(Array.from({ length: 8 }, () => file({}, { as: me, key: 'click-1' })))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    const cases = await db.selectFrom('cases').select('id').where('requesterId', '=', me.id).execute()
    expect(cases).toHaveLength(1)
  })

  test('by somebody not signed in is one case, also from another network', async ({ file }) => {
    const [one, other] = await Promise.all([
      file({}, { key: 'k-anonymous' }),
      file({}, { key: 'k-anonymous', from: '198.51.100.9' }),
    ])
    expect(one.body).toEqual(other.body)
  })

  test('a key that a stranger has guessed shows them nothing', async ({ db, file }) => {
    const [me, stranger] = [await somebody(db), await somebody(db)]
    const mine = await file({}, { as: me, key: 'guessable' })
    const theirs = await file({}, { as: stranger, key: 'guessable' })
    const nobodys = await file({ description: '別的內容' }, { key: 'guessable' })
    expect(new Set([mine, theirs, nobodys].map(({ body }) => body.number)).size).toBe(3)
  })

  test('with different words from one person is still the first case', async ({ db, file }) => {
    const me = await somebody(db)
    const first = await file({}, { as: me, key: 'once' })
    expect((await file({ description: '改過的內容' }, { as: me, key: 'once' })).body).toEqual(first.body)
  })
})

describe('filing too often', () => {
  test('from one network without signing in has to wait after 30 cases, others need not', async ({
    db,
    file,
    clock,
  }) => {
    const from = '203.0.113.30'
    for (let n = 0; n < 30; n++) expect((await file({}, { from })).status).toBe(201)
    const { status, body, reply } = await file({}, { from })
    expect({ status, code: body.code }).toEqual({ status: 429, code: 'too-many-requests' })
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    expect((await file({}, { from: '203.0.113.31' })).status).toBe(201)
    expect((await file({}, { from, as: await somebody(db) })).status).toBe(201)
    clock.advance({ minutes: 10 })
    expect((await file({}, { from })).status).toBe(201)
  })

  test('what is refused for its content is not counted', async ({ file }) => {
    const from = '203.0.113.32'
    for (let n = 0; n < 40; n++) expect((await file({ description: ' ' }, { from })).status).toBe(400)
    expect((await file({}, { from })).status).toBe(201)
  })

  test('by one person, or one who keys in, has limits of its own that a setting changes', async ({
    db,
    file,
    clock,
  }) => {
    const value = { signedIn: { limit: 2, windowSeconds: 60 } }
    await db
      .insertInto('settings')
      .values({ key: 'intake.filing-limits', value: JSON.stringify(value), updatedBy: null })
      .execute()
    clock.advance({ seconds: 11 })
    const [me, other, staff] = [
      await somebody(db),
      await somebody(db),
      await somebody(db, { permissions: ['case:key-in'] }),
    ]
    const statuses = async (as: typeof me) => {
      const replies = []
      for (let n = 0; n < 3; n++) replies.push((await file({}, { as })).status)
      return replies
    }
    expect(await statuses(me)).toEqual([201, 201, 429])
    expect(await statuses(other)).toEqual([201, 201, 429])
    expect(await statuses(staff)).toEqual([201, 201, 201])
    clock.advance({ seconds: 60 })
    expect((await file({}, { as: me })).status).toBe(201)
    await db.deleteFrom('settings').execute()
    clock.advance({ seconds: 11 })
  })
})
