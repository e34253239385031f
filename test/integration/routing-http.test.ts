import { expect } from 'vitest'
import type { Id } from '../../server/platform/values.ts'
import { routingRoutes } from '../../server/routing/routes.ts'
import { employ } from '../support/accounts.ts'
import { inCentre as base, type Centre } from '../support/centre.ts'
import { identityApp } from '../support/identity-app.ts'

/** `ask` as an agent of tier 1 at their desk, or as somebody of another role who is no agent. */
const test = base.extend('as', async ({ centre }) => {
  const { ask, signIn } = await identityApp({
    db: centre.db,
    now: centre.clock.now,
    also: [routingRoutes(centre)],
  })
  return async (role: 'tier1-agent' | 'tier2' | 'supervisor' | 'quality-officer' | 'user') => {
    const account = await employ(centre.db, { roles: [role] })
    const { token } = await signIn(account)
    if (role === 'tier1-agent') await enrol(centre, account.id)
    return {
      id: account.id,
      ask: (endpoint: string, body?: object) => ask(endpoint, { token, ...(body && { body }) }),
    }
  }
})

async function enrol(centre: Centre, personId: Id<'person'>) {
  await centre.db.insertInto('agents').values({ personId, siteId: 'nantou', tier: 1, capacity: 2 }).execute()
  await centre.db.insertInto('agentSkills').values({ personId, systemId: 1, level: 3 }).execute()
  centre.desks.set(personId, { id: `desk-${personId}`, personId })
}

test('an agent says they are ready, sees the offer with its reason, and takes it', async ({ centre, as }) => {
  const agent = await as('tier1-agent')
  expect(await agent.ask('PUT /desk/presence', { presence: 'ready' })).toMatchObject({
    status: 200,
    body: { presence: 'ready', routingStatus: 'offline' },
  })
  await centre.settle()
  const caseId = await centre.waits({ agencyId: 1 })
  await centre.settle()

  const { body: desk } = await agent.ask('GET /desk')
  expect(desk).toMatchObject({
    agent: { personId: agent.id, routingStatus: 'busy', load: 0, offeredCaseId: caseId },
    offers: [
      {
        case: { id: caseId, title: '匯出清冊後姓名變成問號', agencyName: '南投縣政府', ownerName: null },
        reason: expect.stringMatching(/「WebHR」技能（3 級）/),
        expiresAt: expect.stringMatching(/^2026-11-20T.+Z$/),
      },
    ],
  })
  const taken = await agent.ask(`POST /desk/offers/${desk.offers[0].id}/acceptance`)
  expect(taken).toMatchObject({ status: 200, body: { caseId, number: desk.offers[0].case.number } })
  const { body: decisions } = await agent.ask(`GET /cases/${caseId}/routing`)
  expect(decisions.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['offered', 'accepted'])
  expect(decisions[1]).toMatchObject({ agentName: '林書豪', reason: '服務人員已接辦。' })
})

test('an offer that is gone is refused with a sentence', async ({ centre, as }) => {
  const agent = await as('tier1-agent')
  await agent.ask('PUT /desk/presence', { presence: 'ready' })
  await centre.waits()
  await centre.settle()
  const { body: desk } = await agent.ask('GET /desk')
  await centre.passes(46)
  expect(await agent.ask(`POST /desk/offers/${desk.offers[0].id}/acceptance`)).toMatchObject({
    status: 409,
    body: { code: 'offer-gone', title: expect.stringMatching(/案件沒有遺失/) },
  })
})

test('a supervisor watches the board, pauses, places, teaches and splits', async ({ centre, as }) => {
  const [agent, boss] = [await as('tier1-agent'), await as('supervisor')]
  await centre.settle()
  expect((await boss.ask('GET /board')).body).toMatchObject({
    queues: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
    agents: [{ personId: agent.id, routingStatus: 'away' }],
    sites: [{ id: 'nantou' }, { id: 'taipei' }],
  })
  const pause = { paused: true, reason: '系統更新' }
  expect(await boss.ask('PUT /queues/1/pause', pause)).toMatchObject({
    status: 200,
    body: { pausedReason: '系統更新' },
  })
  expect(await boss.ask(`PUT /agents/${agent.id}/pause`, pause)).toMatchObject({
    status: 200,
    body: { pausedReason: '系統更新' },
  })
  expect(await boss.ask(`PUT /agents/${agent.id}`, { siteId: 'taipei', tier: 2, capacity: 6 })).toMatchObject(
    { status: 200, body: { siteId: 'taipei', tier: 2, capacity: 6 } },
  )
  const skills = { skills: [{ systemId: 2, level: 2 }], agencyIds: [1] }
  expect(await boss.ask(`PUT /agents/${agent.id}/skills`, skills)).toMatchObject({
    status: 200,
    body: skills,
  })
  expect(await boss.ask(`GET /agents/${agent.id}/skills`)).toMatchObject({ status: 200, body: skills })
  const unknown = { ...skills, skills: [{ systemId: 99, level: 2 }] }
  expect(await boss.ask(`PUT /agents/${agent.id}/skills`, unknown)).toMatchObject({
    status: 409,
    body: { code: 'refers-to-nothing' },
  })
  const shares = [
    { siteId: 'nantou', share: 30 },
    { siteId: 'taipei', share: 70 },
  ]
  expect(await boss.ask('PUT /routing/split', { shares })).toMatchObject({
    status: 200,
    body: { sites: [{ share: 30 }, { share: 70 }] },
  })
  expect(await boss.ask('PUT /queues/9/pause', pause)).toMatchObject({
    status: 404,
    body: { code: 'queue-not-found' },
  })
})

test('who is no agent yet is told what to do, and a user has no desk at all', async ({ as }) => {
  const [newcomer, officer, user] = [await as('tier2'), await as('quality-officer'), await as('user')]
  expect(await newcomer.ask('GET /desk')).toMatchObject({
    status: 404,
    body: { code: 'not-an-agent', title: expect.stringMatching(/請洽督導/) },
  })
  expect((await officer.ask('GET /desk')).status).toBe(403)
  expect((await user.ask('GET /desk')).status).toBe(403)
  expect((await user.ask('GET /board')).status).toBe(403)
})
