import { describe, expect } from 'vitest'
import { callBoardRoutes } from '../../server/calls/board/routes.ts'
import { superviseCall } from '../../server/calls/board/supervise.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { employ } from '../support/accounts.ts'
import { inCallCentre as test } from '../support/calls-ground.ts'
import { identityApp } from '../support/identity-app.ts'
import { call, talks } from '../support/live-calls.ts'

const by = (actor: { id: Id<'person'> }) => ({ actor, address: '192.0.2.7' })
const command = (mode: 'listen' | 'whisper' | 'barge' | 'off') => ({ mode, commandId: `page-${newId()}` })

describe('a supervisor', { timeout: 60_000 }, () => {
  test('listens, whispers, joins and leaves by their own phone, each of it in the audit log', async ({
    centre,
  }) => {
    const agent = await centre.agent()
    const supervisor = await centre.agent({ role: 'supervisor', extension: '709' })
    const { id, callRef } = await talks(centre, agent.id)
    const modes = ['listen', 'whisper', 'barge', 'off'] as const
    for (const mode of modes) {
      centre.clock.advance({ seconds: 1 })
      expect(await superviseCall(centre.deps, { callId: id, ...command(mode), by: by(supervisor) })).toEqual({
        accepted: true,
      })
    }
    expect(centre.fake.ordersTo('supervise')).toMatchObject(
      modes.map((mode) => ({ callRef, supervisorId: supervisor.id, extension: '709', mode })),
    )
    const log = await centre.db
      .selectFrom('auditLog')
      .select(['actorId', 'subject', 'detail', 'address'])
      .where('action', '=', 'call-supervised')
      .orderBy('id')
      .execute()
    expect(log).toEqual(
      modes.map((mode) => ({
        actorId: supervisor.id,
        subject: `call:${id}`,
        detail: { mode, agentId: agent.id, caseId: null },
        address: '192.0.2.7',
      })),
    )
  })

  test('without a seat listens by the phone that is set for them', async ({ centre }) => {
    const { id } = await talks(centre, (await centre.agent()).id)
    const supervisor = await centre.hire('supervisor')
    const listen = () => superviseCall(centre.deps, { callId: id, ...command('listen'), by: by(supervisor) })
    await expect(listen()).rejects.toMatchObject({ code: 'own-extension-missing' })
    await centre.db
      .insertInto('settings')
      .values({
        key: 'calls.supervisor-phones',
        value: JSON.stringify({ [supervisor.id]: '720' }),
        updatedBy: null,
      })
      .execute()
    await listen()
    expect(centre.fake.ordersTo('supervise')).toMatchObject([{ extension: '720' }])
  })

  test.for([
    ['gone', 'call-is-over'],
    ['unsupported', 'telephone-cannot'],
    ['unavailable', 'own-phone-unavailable'],
    ['link-down', 'telephone-away'],
    ['timeout', 'telephone-away'],
  ] as const)('is told in words what the telephone says no to: %s', async ([no, code], { centre }) => {
    const { id } = await talks(centre, (await centre.agent()).id)
    const supervisor = await centre.agent({ role: 'supervisor' })
    centre.fake.answers(() => ({ ok: false, code: no }))
    await expect(
      superviseCall(centre.deps, { callId: id, ...command('listen'), by: by(supervisor) }),
    ).rejects.toMatchObject({ code })
  })

  test('cannot listen where nobody talks, nor to a call that is not there', async ({ centre }) => {
    const waiting = await call(centre, { state: 'waiting' })
    const supervisor = await centre.agent({ role: 'supervisor' })
    const listen = (callId: Id<'call'>) =>
      superviseCall(centre.deps, { callId, ...command('listen'), by: by(supervisor) })
    await expect(listen(waiting.id)).rejects.toMatchObject({ code: 'nobody-talks' })
    await expect(listen(newId())).rejects.toMatchObject({ code: 'call-not-found' })
    expect(centre.orders).toEqual([])
  })

  test('releases an agent who is stuck, but not one of whom the exchange says that they talk', async ({
    centre,
  }) => {
    const agent = await centre.agent()
    const stuck = await talks(centre, agent.id)
    const app = await identityApp({
      db: centre.db,
      now: centre.deps.now,
      also: [callBoardRoutes(centre.deps)],
    })
    const { token } = await app.signIn(await employ(centre.db, { roles: ['supervisor'] }))
    const release = () => app.ask(`POST /agents/${agent.id}/release`, { token, body: {} })
    const at = centre.deps.now().toISOString()
    const leg = {
      role: 'agent' as const,
      agentId: agent.id,
      extension: agent.extension,
      number: null,
      legRef: 'leg-1',
      state: 'up' as const,
      since: at,
    }
    const live = {
      callRef: stuck.callRef,
      exchange: 'pbx-a',
      direction: 'in' as const,
      from: null,
      to: '5001',
    }
    const snapshot = { seq: 0, at, devices: [], exchanges: [] }
    centre.fake.does({
      snapshot: async () => ({
        ...snapshot,
        calls: [{ ...live, state: 'talking', arrivedAt: at, readyAt: at, legs: [leg] }],
      }),
    })
    expect(await release()).toMatchObject({ status: 409, body: { code: 'agent-is-talking' } })

    centre.fake.does({ snapshot: async () => ({ ...snapshot, calls: [] }) })
    const { status, body } = await release()
    expect(status).toBe(201)
    expect(body.seats.find(({ personId }: { personId: string }) => personId === agent.id)).toMatchObject({
      state: 'idle',
      callId: null,
    })
  })

  test('is somebody with the permission to supervise', async ({ centre }) => {
    const { id } = await talks(centre, (await centre.agent()).id)
    const app = await identityApp({
      db: centre.db,
      now: centre.deps.now,
      also: [callBoardRoutes(centre.deps)],
    })
    const { token } = await app.signIn(await employ(centre.db, { roles: ['quality-officer'] }))
    expect((await app.ask('GET /board/calls', { token })).status).toBe(200)
    for (const endpoint of [`POST /calls/${id}/supervision`, `POST /agents/${newId()}/release`])
      expect((await app.ask(endpoint, { token, body: command('listen') })).status).toBe(403)
    const agents = await app.signIn(await employ(centre.db, { roles: ['tier1-agent'] }))
    expect((await app.ask('GET /board/calls', { token: agents.token })).status).toBe(403)
  })
})
