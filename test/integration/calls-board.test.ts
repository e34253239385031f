import { describe, expect, onTestFinished, vi } from 'vitest'
import { startBoardHints } from '../../server/calls/board/board-hints.ts'
import { readCallBoard } from '../../server/calls/board/read-board.ts'
import { callBoardRoutes } from '../../server/calls/board/routes.ts'
import { superviseCall } from '../../server/calls/board/supervise.ts'
import { noteLink } from '../../server/calls/follow/telephony-link.ts'
import type { CallStage } from '../../server/calls/tables.ts'
import { transact } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { engage } from '../../server/routing/engage.ts'
import { employ } from '../support/accounts.ts'
import { type CallCentre, inCallCentre as test } from '../support/calls-ground.ts'
import { identityApp } from '../support/identity-app.ts'

type GivenCall = {
  state: CallStage
  queueId?: number | null
  sinceSeconds?: number
  from?: string | null
  agentId?: Id<'person'> | null
}

/** A live call as following the telephone leaves it. */
async function call({ db, deps, nextRef, attendance }: CallCentre, given: GivenCall) {
  const { state, queueId = 1, sinceSeconds = 30, from = '+886912345678', agentId = null } = given
  const since = new Date(deps.now().getTime() - sinceSeconds * 1000)
  const isQueued = state === 'waiting' || state === 'ringing'
  const row = {
    id: newId<'call'>(),
    callRef: nextRef(),
    exchange: 'pbx-a',
    direction: 'in' as const,
    channel: 'phone' as const,
    fromNumber: from,
    toNumber: '5001',
    line: '5001',
    callerId: null,
    caseId: null,
    systemId: attendance,
    agencyId: null,
    queueId: state === 'menu' ? null : queueId,
    site: 'nantou',
    state,
    arrivedAt: since,
    readyAt: state === 'menu' ? null : since,
    waitingSince: isQueued ? since : null,
    placeAt: isQueued ? since : null,
    agentId,
    answeredAt: agentId ? since : null,
    endedAt: null,
    outcome: null,
    endedBy: null,
    toldWaitAt: null,
    toldWaitS: null,
    callbackId: null,
    seenAt: since,
  }
  await db.insertInto('calls').values(row).execute()
  if (isQueued && queueId)
    await db
      .insertInto('queueWaits')
      .values({
        id: newId(),
        callId: row.id,
        queueId,
        systemId: attendance,
        agentId: null,
        enteredAt: since,
        leftAt: null,
        waitMs: null,
        outcome: null,
      })
      .execute()
  return row
}

/** The agent talks on a call. */
async function talks(centre: CallCentre, agentId: Id<'person'>) {
  const talking = await call(centre, { state: 'talking', agentId })
  const at = centre.deps.now()
  const expiresAt = new Date(at.getTime() + 3_600_000)
  await transact(centre.db, (trx) =>
    engage(trx, { personId: agentId, callId: talking.id, kind: 'on-call', at, expiresAt }),
  )
  return talking
}

const by = (actor: { id: Id<'person'> }) => ({ actor, address: '192.0.2.7' })
const command = (mode: 'listen' | 'whisper' | 'barge' | 'off') => ({ mode, commandId: `page-${newId()}` })

describe('the live board of the telephone', { timeout: 60_000 }, () => {
  test('shows who is in the menu, waits, rings, talks and rates, and since when the longest waits', async ({
    centre,
  }) => {
    await noteLink(centre.deps, 'up')
    const supervisor = await centre.hire('supervisor')
    const agent = await centre.agent({ name: '林以晴' })
    await centre.agent({ site: 'taipei', presence: 'break' })
    await call(centre, { state: 'menu', sinceSeconds: 300 })
    const longest = await call(centre, { state: 'ringing', sinceSeconds: 90 })
    await call(centre, { state: 'waiting', sinceSeconds: 60 })
    await call(centre, { state: 'waiting', sinceSeconds: 10, queueId: 2 })
    const talking = await talks(centre, agent.id)
    await call(centre, { state: 'survey' })

    const board = await readCallBoard(centre.deps, supervisor, 'zh-TW')

    expect(board).toMatchObject({ asOf: centre.deps.now(), link: 'up', frozenAt: null })
    expect(board.now).toEqual({
      inMenu: 1,
      waiting: 2,
      longestWaitSince: longest.waitingSince,
      ringing: 1,
      talking: 1,
      inSurvey: 1,
      callbacks: 0,
      ready: 0,
    })
    expect(
      board.queues.map(({ queueId, waiting, ready, staffed }) => [queueId, waiting, ready, staffed]),
    ).toEqual([
      [1, 1, 0, 1],
      [2, 1, 0, 0],
      [3, 0, 0, 0],
      [4, 0, 0, 0],
    ])
    expect(board.queues[0]).toMatchObject({ longestWaitSince: longest.waitingSince, levelSeconds: 20 })
    expect(
      board.seats.map(({ name, state, callId, registeredAt }) => [name, state, callId, registeredAt]),
    ).toEqual([
      ['林以晴', 'on-call', talking.id, ['pbx-a', 'pbx-b']],
      [expect.any(String), 'break', null, ['pbx-a', 'pbx-b']],
    ])
    expect(board.sites.map(({ id, ready, talking }) => [id, ready, talking])).toEqual([
      ['nantou', 0, 1],
      ['taipei', 0, 0],
    ])
    expect(board.calls.map(({ state }) => state)).toEqual([
      'waiting',
      'waiting',
      'ringing',
      'menu',
      'talking',
      'survey',
    ])
    expect(board.exchanges.map(({ name, state }) => [name, state])).toEqual([
      ['pbx-a', 'up'],
      ['pbx-b', 'up'],
    ])
    expect(board.today).toMatchObject({ offered: 3, answered: 0, serviceLevel: null, abandonRate: 0 })
  })

  test('is frozen at the moment when nothing was heard any more, and goes on afterwards', async ({
    centre,
  }) => {
    const supervisor = await centre.hire('supervisor')
    await noteLink(centre.deps, 'up')
    centre.clock.advance({ seconds: 10 })
    await noteLink(centre.deps, 'down')
    const downAt = centre.deps.now()
    centre.clock.advance({ minutes: 3 })
    expect(await readCallBoard(centre.deps, supervisor, 'zh-TW')).toMatchObject({
      link: 'down',
      frozenAt: downAt,
    })
    await noteLink(centre.deps, 'up')
    expect(await readCallBoard(centre.deps, supervisor, 'zh-TW')).toMatchObject({
      link: 'up',
      frozenAt: null,
    })
    // Whoever followed the telephone has died without a word.
    centre.clock.advance({ minutes: 1 })
    expect(await readCallBoard(centre.deps, supervisor, 'zh-TW')).toMatchObject({ link: 'down' })
  })

  test('shows whole numbers to those who may see them, masked ones to others, and none where it is withheld', async ({
    centre,
  }) => {
    await call(centre, { state: 'waiting', sinceSeconds: 60 })
    await call(centre, { state: 'waiting', sinceSeconds: 30, from: null })
    const numbers = async (role: 'supervisor' | 'administrator') =>
      (await readCallBoard(centre.deps, await centre.hire(role), 'zh-TW')).calls.map(({ number }) => number)
    expect(await numbers('supervisor')).toEqual(['0912-345-678', null])
    expect(await numbers('administrator')).toEqual(['0912-***-678', null])
  })

  test('says how long somebody who calls now would wait, and how the service level is reckoned, in one’s language', async ({
    centre,
  }) => {
    await centre.agent()
    const supervisor = await centre.hire('supervisor')
    const { queues, formula } = await readCallBoard(centre.deps, supervisor, 'en')
    expect(queues.map(({ expectedWaitS }) => expectedWaitS)).toEqual([0, null, null, null])
    expect(formula).toBe(
      'Service level = (answered in time) / (answered + abandoned − short abandons); without calls there is no figure.',
    )
    await centre.db
      .insertInto('settings')
      .values({
        key: 'calls.service-level',
        value: JSON.stringify({ abandons: 'all', served: 'none', flowOuts: false }),
        updatedBy: null,
      })
      .execute()
    expect((await readCallBoard(centre.deps, supervisor, 'zh-TW')).formula).toBe(
      '服務水準＝（目標秒數內接起）÷（接起＋放棄）；沒有來電時不計。',
    )
  })

  test('is told to look again once for many events of the telephone, and not for others', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const told: unknown[] = []
    const hints = startBoardHints({ live: { tell: (...hint: unknown[]) => told.push(hint) } as never })
    for (const name of ['case.changed', 'mail.queued']) hints.note({ name })
    vi.advanceTimersByTime(2000)
    expect(told).toEqual([])
    for (const name of ['call.waiting', 'call.offer-made', 'call.answered', 'call.changed'])
      hints.note({ name })
    vi.advanceTimersByTime(2000)
    expect(told).toEqual([['board', 'board.changed', { eventId: expect.any(String) }]])
    hints.stop()
  })
})

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
