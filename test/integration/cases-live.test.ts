import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { io, type Socket } from 'socket.io-client'
import { expect, vi } from 'vitest'
import { caseRoutes } from '../../server/cases/routes.ts'
import { viewersOfCases } from '../../server/cases/viewers.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { createApp } from '../../server/platform/http/app.ts'
import { SESSION_COOKIE } from '../../server/platform/http/request.ts'
import { socketLive } from '../../server/platform/live/live.ts'
import { newId } from '../../server/platform/values.ts'
import { openDesk } from '../support/case-desk.ts'
import { bringTo, type Desk, staffOf } from '../support/case-ways.ts'
import { test as base } from '../support/database.ts'

type Viewers = { caseId: string; viewers: { id: string; name: string }[] }

/** Sockets whose token is the id of whoever opens them. */
async function liveDesk(desk: Desk, actors: Actor[]) {
  const app = Fastify()
  const actorOf = async (token: string | undefined) => actors.find(({ id }) => id === token)
  const live = socketLive(app.server, {
    redisUrl: undefined,
    actorOf,
    onDesk: () => {},
    onPage: viewersOfCases(desk),
    onError: () => {},
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const open: Socket[] = []
  return {
    async open(actor: Actor) {
      const socket = io(`http://127.0.0.1:${port}/live`, {
        transports: ['websocket'],
        extraHeaders: { cookie: `${SESSION_COOKIE}=${actor.id}` },
        forceNew: true,
      })
      open.push(socket)
      const heard: Viewers[] = []
      socket.on('case.viewers', (told: Viewers) => heard.push(told))
      await new Promise<void>((resolve, reject) =>
        socket.once('connect', resolve).once('connect_error', reject),
      )
      return {
        heard,
        watch: (caseId: unknown): Promise<Viewers['viewers']> =>
          socket.timeout(5000).emitWithAck('case.watch', caseId),
        leave: (caseId: string) => void socket.emit('case.leave', caseId),
        close: () => void socket.disconnect(),
      }
    },
    async close() {
      for (const socket of open) socket.disconnect()
      await live.close()
      await app.close()
    },
  }
}

const test = base.extend('stage', async ({ db }, { onCleanup }) => {
  const desk = await openDesk(db)
  const staff = await staffOf(desk)
  const vendor = await desk.hire('vendor', { name: '廠商', tier: 4, vendorId: desk.vendorId })
  const user = await desk.hire('user', { name: '王小明' })
  const live = await liveDesk(desk, [...Object.values(staff), vendor, user])
  onCleanup(() => live.close())
  return { desk, staff, vendor, user, live }
})

const names = (told: Viewers['viewers'] | undefined) => told?.map(({ name }) => name).sort()

test('who opens a case sees who else has it open, and is seen by them until they leave or their window closes', async ({
  stage,
}) => {
  const { desk, staff, live } = stage
  const id = await bringTo(desk, staff, 'in-progress')
  const [first, second] = [await live.open(staff.owner), await live.open(staff.colleague)]
  expect(names(await first.watch(id))).toEqual(['林以晴'])
  expect(names(await second.watch(id))).toEqual(['林以晴', '陳柏翰'])
  await vi.waitFor(() => expect(names(first.heard.at(-1)?.viewers)).toEqual(['林以晴', '陳柏翰']))

  const other = await live.open(staff.colleague)
  await other.watch(id)
  second.leave(id)
  await vi.waitFor(() => expect(first.heard).toHaveLength(4))
  // In two windows is there once, and as long as one is open.
  expect(names(first.heard.at(-1)?.viewers)).toEqual(['林以晴', '陳柏翰'])
  other.close()
  await vi.waitFor(() => expect(names(first.heard.at(-1)?.viewers)).toEqual(['林以晴']))
})

test('a case that is not theirs is nobody’s to watch, nor is nonsense', async ({ stage }) => {
  const { desk, staff, vendor, user, live } = stage
  const id = await bringTo(desk, staff, 'in-progress')
  const agent = await live.open(staff.owner)
  await agent.watch(id)
  const theirs = await live.open(vendor)
  for (const nonsense of [id, newId(), "' or true", null, { id }, 7])
    expect(await theirs.watch(nonsense)).toEqual([])
  const requester = await live.open(user)
  expect(await requester.watch(id)).toEqual([])
  expect(agent.heard).toHaveLength(1)
  expect(theirs.heard).toEqual([])
})

test('the contract is served: replies hold what they declare, versions conflict, keys are heard once', async ({
  stage,
}) => {
  const { desk, staff } = stage
  const app = createApp({
    actorOf: async (token) => Object.values(staff).find(({ id }) => id === token),
    logger: false,
    trustProxy: false,
  })
  await app.register(caseRoutes(desk.deps), { prefix: '/api' })
  const ask = async (
    actor: Actor,
    endpoint: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) => {
    const [method, url] = endpoint.split(' ')
    const answer = await app.inject({
      method: method as 'GET',
      url: `/api${url}`,
      headers: { cookie: `${SESSION_COOKIE}=${actor.id}`, ...headers },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  await desk.db.insertInto('settings').values({ key: 'replies.undo-seconds', value: '0' }).execute()
  const { owner, colleague, supervisor } = staff
  const { id, number } = await desk.file()

  const claimed = await ask(owner, `POST /cases/${id}/claim`, { version: 1 })
  expect(claimed).toMatchObject({
    status: 200,
    body: { status: 'assigned', version: 2, ownerName: '林以晴', openedAt: '2026-11-20T01:00:00.000Z' },
  })
  expect(Object.keys(claimed.body)).not.toContain('lastSeq')
  expect((await ask(owner, `GET /cases/by-number/${number}`)).body).toEqual(
    (await ask(owner, `GET /cases/${id}`)).body,
  )

  await ask(supervisor, `PATCH /cases/${id}`, { version: 2, priority: 2 })
  const reply = { version: 2, text: '您好', outcome: 'answered' }
  const refused = await ask(owner, `POST /cases/${id}/replies`, reply, { 'idempotency-key': 'k' })
  expect(refused).toMatchObject({
    status: 409,
    body: {
      code: 'case-changed',
      detail: { version: 3, changes: [{ kind: 'change', at: '2026-11-20T01:00:00.000Z' }] },
    },
  })
  for (const _ of [1, 2])
    expect(
      await ask(owner, `POST /cases/${id}/replies`, { ...reply, version: 3 }, { 'idempotency-key': 'k' }),
    ).toMatchObject({
      status: 201,
      body: { status: 'answered', version: 4 },
    })
  const timeline = await ask(colleague, `GET /cases/${id}/timeline?afterSeq=2`)
  expect(timeline.body.map(({ kind }: { kind: string }) => kind)).toEqual([
    'routing',
    'state',
    'change',
    'message-out',
    'state',
  ])

  const candidates = (await ask(owner, `GET /cases/${id}/hand-over-candidates`)).body
  expect(candidates).toContainEqual({ id: colleague.id, name: '陳柏翰', tier: 1, siteId: null })
  expect(candidates.map((person: { id: string }) => person.id)).not.toContain(owner.id)
  expect((await ask(owner, 'GET /service-targets')).body).toContainEqual({
    priority: 3,
    firstResponseMinutes: 60,
    resolutionMinutes: 960,
  })
  const page = (await ask(owner, 'GET /cases?view=mine')).body
  expect(page).toMatchObject({ cases: [{ id, number, agencyName: '曙光部燈塔局' }], next: null })
  expect((await ask(owner, 'GET /cases/counters')).body).toMatchObject({
    mine: { live: 1, overdue: 0, handedToMe: 0 },
  })

  const draft = { text: '還沒', n: [1, null], at: { deep: '字' } }
  await ask(owner, 'PUT /drafts/reply', { body: draft })
  expect((await ask(owner, 'GET /drafts/reply')).body).toMatchObject({ body: draft })
  expect((await ask(colleague, 'GET /drafts/reply')).body).toEqual({ body: null, updatedAt: null })
  expect(
    await ask(owner, `POST /cases/${id}/assignment`, { ownerId: colleague.id, reason: '試' }),
  ).toMatchObject({
    status: 403,
    body: { code: 'permission-missing' },
  })
  expect((await ask(owner, `GET /cases/${newId()}`)).status).toBe(404)
  expect((await ask(owner, 'GET /cases?view=mine&after=xyz')).status).toBe(400)
  await app.close()
})
