import { describe, expect } from 'vitest'
import { caseCodeOf } from '../../server/cases/links.ts'
import { secrets } from '../support/files-app.ts'
import { fileCase } from '../support/filing.ts'
import { somebody } from '../support/intake-app.ts'
import { test as base } from '../support/intake-test.ts'

const test = base.extend(
  'filed',
  ({ db, clock }) =>
    (given: Parameters<typeof fileCase>[1] = {}) =>
      fileCase(db, given, clock.now),
)

const nothing = { status: 404, body: { status: 404, code: 'case-not-found', title: expect.any(String) } }

describe('a wrong number or code', () => {
  test('is answered word for word alike, whatever was wrong', async ({ ask, filed }) => {
    const { id, number } = await filed()
    const code = caseCodeOf(secrets, id)
    const asked: [string, object][] = [
      [number, { code: 'AAAA-AAAA' }],
      ['115-999999', { code }],
      ['115-999999', { code: 'AAAA-AAAA' }],
      ['nonsense', { code }],
    ]
    const replies = []
    for (const [n, [which, body]] of asked.entries())
      replies.push(await ask(`POST /progress/${which}`, { body, from: `198.51.100.${n}` }))
    expect(new Set(replies.map(({ status, reply }) => `${status} ${reply.body}`)).size).toBe(1)
    expect(replies[0]).toMatchObject(nothing)
    const headers = replies.map(({ reply: { headers } }) => Object.keys(headers).sort().join())
    expect(new Set(headers).size).toBe(1)
  })

  test('the same goes for every verb', async ({ ask, filed }) => {
    const { number } = await filed()
    const bodies = {
      messages: { text: '補充' },
      withdrawal: {},
      reopening: { reason: '還是不行' },
      verification: { solved: true },
    }
    for (const [verb, body] of Object.entries(bodies))
      expect(
        await ask(`POST /progress/${number}/${verb}`, {
          body: { ...body, code: 'AAAA-AAAA' },
          from: '198.51.100.50',
        }),
      ).toMatchObject(nothing)
  })

  test('six times from one network has to wait, also with the right code; others need not', async ({
    ask,
    clock,
    filed,
  }) => {
    const from = '198.51.100.60'
    const cases = await Promise.all(Array.from({ length: 7 }, () => filed()))
    const wrong = cases
      .slice(0, 6)
      .map(({ number }) => ask(`POST /progress/${number}`, { body: { code: 'AAAA-AAAA' }, from }))
    const statuses = (await Promise.all(wrong)).map(({ status }) => status).sort()
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429])

    const { id, number } = cases[6]!
    const code = caseCodeOf(secrets, id)
    const waiting = await ask(`POST /progress/${number}`, { body: { code }, from })
    expect(waiting).toMatchObject({
      status: 429,
      body: { code: 'too-many-requests', title: expect.stringContaining('請稍候') },
    })
    expect((await ask(`POST /progress/${number}`, { body: { code }, from: '198.51.100.61' })).status).toBe(
      200,
    )
    clock.advance({ minutes: 15 })
    expect((await ask(`POST /progress/${number}`, { body: { code }, from })).status).toBe(200)
  })

  test('six times at one number has to wait, from wherever; its requester, signed in, need not', async ({
    db,
    ask,
    filed,
  }) => {
    const me = await somebody(db)
    const { id, number } = await filed({ requesterId: me.id })
    for (let n = 0; n < 6; n++) {
      const { status } = await ask(`POST /progress/${number}`, {
        body: { code: 'AAAA-AAAA' },
        from: `203.0.113.${n}`,
      })
      expect(status).toBe(n < 5 ? 404 : 429)
    }
    const right = { code: caseCodeOf(secrets, id) }
    expect((await ask(`POST /progress/${number}`, { body: right, from: '203.0.113.99' })).status).toBe(429)
    expect((await ask(`POST /progress/${number}`, { as: me, body: right })).status).toBe(200)
  })

  test('looking again and again with the right code is no guess', async ({ ask, filed }) => {
    const { id, number } = await filed()
    const code = caseCodeOf(secrets, id)
    for (let n = 0; n < 20; n++)
      expect((await ask(`POST /progress/${number}`, { body: { code }, from: '198.51.100.70' })).status).toBe(
        200,
      )
  })
})
