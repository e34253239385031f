import { describe, expect } from 'vitest'
import { claimCase } from '../../server/cases/claim.ts'
import { replyTo } from '../../server/cases/reply.ts'
import { knowledgeAtCaseRoutes } from '../../server/knowledge/at-case/routes.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { createApp } from '../../server/platform/http/app.ts'
import { SESSION_COOKIE } from '../../server/platform/http/request.ts'
import { openDesk } from '../support/case-desk.ts'
import { order, staffOf } from '../support/case-ways.ts'
import { test } from '../support/database.ts'
import { countedOn, finderIn, liveEntry } from '../support/knowledge-at-case.ts'

async function overHttp(db: Db) {
  const desk = await openDesk(db)
  const staff = await staffOf(desk)
  const { id } = await desk.file({ text: '我是王小明，請假單送出後簽核人是空白的。' })
  await claimCase(desk.deps, order(staff.owner, id))
  const actors = new Map<string, Actor>()
  const app = createApp({
    actorOf: async (token) => (token ? actors.get(token) : undefined),
    logger: false,
    trustProxy: true,
  })
  const deps = { ...desk.deps, publicUrl: 'https://help.example.gov.tw' }
  await app.register(knowledgeAtCaseRoutes(finderIn(db))(deps), { prefix: '/api' })
  const ask = async (as: Actor | undefined, endpoint: string, body?: object, key?: string) => {
    const [method, path] = endpoint.split(' ')
    if (as) actors.set(as.sessionId, as)
    const reply = await app.inject({
      method: method as 'GET',
      url: `/api${path?.replace(':case', id)}`,
      headers: {
        ...(as && { cookie: `${SESSION_COOKIE}=${as.sessionId}` }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { payload: body }),
    })
    return { status: reply.statusCode, body: reply.json() }
  }
  return { ...desk, ...staff, caseId: id, ask }
}

describe('Q&A beside a case over HTTP', () => {
  test('an agent is shown what answers it, puts it in once, and sees that it was used', async ({ db }) => {
    const { ask, owner } = await overHttp(db)
    const { id, number } = await liveEntry(db, { title: '請假單送出後沒有簽核人', body: '不在清單裡的內文' })
    const found = await ask(owner, 'GET /cases/:case/knowledge')
    expect(found.status).toBe(200)
    expect(found.body).toMatchObject([{ number, isForRequester: true, isOverdue: false, systems: [] }])
    expect(JSON.stringify(found.body)).not.toContain('不在清單裡的內文')
    const put = () =>
      ask(owner, 'POST /cases/:case/knowledge-uses', { number: number.slice(1), way: 'text' }, 'a click')
    expect(await put()).toMatchObject({
      status: 201,
      body: { text: expect.stringContaining('不在清單裡的內文') },
    })
    expect((await put()).status).toBe(201)
    expect(await countedOn(db, id)).toBe(1)
    expect((await ask(owner, 'GET /cases/:case/knowledge-uses')).body).toMatchObject([
      { number, n: 1, way: 'text' },
    ])
  })

  test('each part needs its right, and whoever may not see the case is told nothing', async ({ db }) => {
    const { ask, hire, caseId } = await overHttp(db)
    const { number } = await liveEntry(db)
    const use = { number, way: 'text' }
    const draft = { title: '標題', body: '內容', letStand: [] }
    const user = await hire('user')
    const auditor = await hire('auditor')
    const owner3 = await hire('tier3-owner')
    for (const [as, endpoint, body, status] of [
      [undefined, 'GET /cases/:case/knowledge', undefined, 401],
      [user, 'GET /cases/:case/knowledge', undefined, 403],
      [auditor, 'GET /cases/:case/knowledge', undefined, 200],
      [auditor, 'POST /cases/:case/knowledge-uses', use, 403],
      [auditor, 'POST /cases/:case/knowledge-gap', { said: '補休' }, 403],
      [auditor, 'GET /cases/:case/knowledge-draft', undefined, 403],
      [auditor, 'GET /knowledge-effect', undefined, 403],
      [owner3, 'GET /cases/:case/knowledge', undefined, 404],
      [owner3, 'GET /cases/:case/knowledge-uses', undefined, 404],
      [owner3, 'POST /cases/:case/knowledge-uses', use, 404],
      [owner3, 'POST /cases/:case/knowledge-gap', { said: '補休' }, 404],
      [owner3, 'POST /cases/:case/knowledge-draft', draft, 404],
    ] as const)
      expect([endpoint, (await ask(as, endpoint, body)).status]).toEqual([endpoint, status])
    expect(await db.selectFrom('knowledgeUses').select('id').where('caseId', '=', caseId).execute()).toEqual(
      [],
    )
  })

  test('a draft with somebody in it is refused with the list, and made once without', async ({ db }) => {
    const { ask, owner, deps, caseId } = await overHttp(db)
    const offer = () => ask(owner, 'GET /cases/:case/knowledge-draft')
    expect(await offer()).toMatchObject({ status: 409, body: { code: 'knowledge-nothing-answered' } })
    await replyTo(deps, order(owner, caseId), { text: '王小明您好，請設定主管。', outcome: 'answered' })
    const { body: offered } = await offer()
    expect(offered.bodyFound).toMatchObject([{ kind: 'name' }, { kind: 'name' }])
    const make = (body: string) =>
      ask(owner, 'POST /cases/:case/knowledge-draft', { title: offered.title, body, letStand: [] }, 'a press')
    expect(await make(offered.body)).toMatchObject({
      status: 400,
      body: { code: 'knowledge-personal-data', detail: { found: [{ text: '王小明' }, { text: '王小明' }] } },
    })
    const made = await make(offered.body.replaceAll('王小明', '〔姓名〕'))
    expect(made).toMatchObject({ status: 201, body: { number: expect.stringMatching(/^Q\d{6}$/) } })
  })

  test('odd input is a clear answer and never a fault of ours', async ({ db }) => {
    const { ask, owner, hire } = await overHttp(db)
    const supervisor = await hire('supervisor')
    for (const [as, endpoint, body, status] of [
      [undefined, 'POST /knowledge-matches', { text: '\ud800\u0000（"*:' }, 200],
      [undefined, 'POST /knowledge-matches', { text: 'x'.repeat(2001) }, 400],
      [undefined, 'POST /knowledge-matches', {}, 400],
      [owner, `GET /cases/:case/knowledge?text=${encodeURIComponent("') or 1=1 --")}`, undefined, 200],
      [owner, `GET /cases/:case/knowledge?text=${'x'.repeat(501)}`, undefined, 400],
      [owner, 'POST /cases/:case/knowledge-uses', { number: 'Q99999999999', way: 'text' }, 400],
      [owner, 'POST /cases/:case/knowledge-uses', { number: 'Q1', way: 'song' }, 400],
      [owner, 'POST /cases/:case/knowledge-gap', { said: '\ud800' }, 201],
      [owner, 'POST /cases/:case/knowledge-gap', { said: '\u0000' }, 400],
      [supervisor, 'GET /knowledge-effect', undefined, 200],
      [supervisor, 'GET /knowledge-effect?from=2026-02-31', undefined, 400],
      [supervisor, 'GET /knowledge-effect?from=x', undefined, 400],
      [supervisor, 'GET /knowledge-effect?from=2026-11-02&until=2026-11-01', undefined, 400],
    ] as const)
      expect([endpoint, (await ask(as, endpoint, body)).status]).toEqual([endpoint, status])
  })
})
