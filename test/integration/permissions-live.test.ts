import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { HEARD_LIVE } from '../../server/identity/permissions.ts'
import { newId } from '../../server/platform/values.ts'
import { freshDatabase } from '../support/database.ts'
import { ACCOUNTS, permissionsOf, personOf } from '../support/demonstration-accounts.ts'
import { serverOn } from '../support/in-process.ts'
import { person } from '../support/person.ts'
import { freshRedis } from '../support/redis.ts'
import { recordsOfOthers } from '../support/somebody-elses.ts'

type Server = Awaited<ReturnType<typeof serverOn>>
let servers: [Server, Server]
let urls: [string, string]
let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
  const redisUrl = await freshRedis()
  servers = [await serverOn(database.url, { redisUrl }), await serverOn(database.url, { redisUrl })]
  urls = [await servers[0].listen(), await servers[1].listen()]
  await servers[0].work()
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await database.drop()
})

/** An open page of an account, and what it hears. */
async function pageOf(login: string, { at = 0, desk = false } = {}) {
  const somebody = await person(urls[at]!, login)
  const socket = await somebody.connect({ desk })
  onTestFinished(() => void socket.disconnect())
  const heard: { event: string; caseId: unknown }[] = []
  socket.onAny((event, data) => heard.push({ event, caseId: data?.caseId }))
  const id = await personOf(servers[0].deps.db, login)
  /** Waits for what was told before now. */
  const caughtUp = async (teller: Server) => {
    const marker = newId()
    teller.deps.live.tell([`person:${id}`], 'offer.made', {
      offerId: marker,
      caseId: marker,
      agentId: id,
      eventId: marker,
    })
    await vi.waitFor(() => expect(heard.map(({ caseId }) => caseId)).toContain(marker), 5000)
    return heard.filter(({ caseId }) => caseId !== marker).map(({ event }) => event)
  }
  return { somebody, socket, heard, caughtUp, id }
}

const refusalOf = (url: string, namespace: string, cookie?: string) =>
  new Promise<string>((resolve) => {
    const socket: Socket = io(`${url}${namespace}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      ...(cookie && { extraHeaders: { cookie } }),
    })
    socket.once('connect', () => resolve('let in'))
    socket.once('connect_error', (error) => resolve(error.message))
    onTestFinished(() => void socket.disconnect())
  })

describe('a live connection', () => {
  test('is refused without a session, with an unknown one and with nonsense, and the server lives on', async () => {
    const cookies = [
      undefined,
      'onewindow_session=unknown',
      'onewindow_session=%E0%A4%A',
      'onewindow_session=',
    ]
    for (const cookie of cookies)
      expect([cookie, await refusalOf(urls[0], '/live', cookie)]).toEqual([cookie, 'sign-in-needed'])
    expect((await fetch(`${urls[0]}/health/live`)).status).toBe(200)
  })

  test('there is none but the one for pages', async () => {
    expect(await refusalOf(urls[0], '/')).toBe('sign-in-needed')
    expect(await refusalOf(urls[0], '/anything')).toBe('Invalid namespace')
  })

  test('hears what its role is for and nothing else, whichever server it is told at', async () => {
    const pages = await Promise.all(
      Object.entries(ACCOUNTS).map(async ([role, login], n) => ({
        role,
        login,
        ...(await pageOf(login, { at: n % 2, desk: true })),
      })),
    )
    const { live, db } = servers[0].deps
    live.tell(['staff'], 'counters.changed', { queues: [], eventId: newId() })
    // Not `board.changed`: an agent whose desk opens hears that of themselves.
    live.tell(['board'], 'offer.ended', {
      offerId: newId(),
      caseId: newId(),
      agentId: newId(),
      outcome: 'expired',
      eventId: newId(),
    })
    live.tell([`case:${newId()}`], 'mail.sent', { mailId: newId(), caseId: null, eventId: newId() })
    const desks = () => servers.flatMap((server) => server.deps.live.desks().map(({ personId }) => personId))
    for (const { role, login, caughtUp, id } of pages) {
      const may = await permissionsOf(db, login)
      const told = new Set(await caughtUp(servers[0]))
      expect([role, told.has('counters.changed'), told.has('offer.ended'), told.has('mail.sent')]).toEqual([
        role,
        may.has('case:work'),
        may.has('board:read'),
        false,
      ])
      if (!HEARD_LIVE.some((permission) => may.has(permission))) expect([role, ...told]).toEqual([role])
      expect([role, desks().includes(id)]).toEqual([role, may.has('desk:work')])
    }
  })
})

describe('watching a case', () => {
  test('that is not theirs to see tells them nobody, and shows them to nobody', async () => {
    const { caseId } = await recordsOfOthers(servers[0].deps)
    const agent = await pageOf('agent1')
    const watch = (socket: Socket) => socket.timeout(5000).emitWithAck('case.watch', caseId)
    expect(await watch(agent.socket)).toEqual([{ id: agent.id, name: '林以晴' }])
    for (const login of ['owner1', 'vendor1', 'authority1', 'admin']) {
      const stranger = await pageOf(login, { at: 1 })
      expect([login, await watch(stranger.socket)]).toEqual([login, []])
      expect(await watch((await pageOf('agent2')).socket)).toHaveLength(2)
      servers[1].deps.live.tell([`case:${caseId}`], 'mail.sent', {
        mailId: newId(),
        caseId,
        eventId: newId(),
      })
      const told = await stranger.caughtUp(servers[1])
      expect([login, told.includes('case.viewers'), told.includes('mail.sent')]).toEqual([
        login,
        false,
        false,
      ])
    }
    expect(await agent.caughtUp(servers[1])).toContain('mail.sent')
  })

  test('is not for its requester either, who has the portal', async () => {
    const { caseId } = await recordsOfOthers(servers[0].deps)
    const requester = await pageOf('user1')
    requester.socket.emit('case.watch', caseId)
    const agent = await pageOf('agent1')
    await agent.socket.timeout(5000).emitWithAck('case.watch', caseId)
    expect(await requester.caughtUp(servers[0])).toEqual([])
  })

  test('by nonsense is answered with nobody, and the connection stays', async () => {
    const { socket } = await pageOf('agent1')
    const nonsense = [null, 7, '', 'x'.repeat(100_000), {}, [], ['a'], { caseId: newId() }, '\0', '\ud800']
    for (const sent of nonsense)
      expect(await socket.timeout(5000).emitWithAck('case.watch', sent)).toEqual([])
    socket.emit('case.watch')
    socket.emit('case.watch', newId(), 'no function')
    socket.emit('case.leave', { not: 'an id' })
    socket.emit('no.such.event', ...nonsense)
    expect(await socket.timeout(5000).emitWithAck('case.watch', newId())).toEqual([])
  })
})

describe('the pages of a session that has ended', () => {
  test('are shut at both servers, and do not get in again', async () => {
    const pages = [await pageOf('agent9', { at: 0 }), await pageOf('agent9', { at: 1 })]
    const bystander = await pageOf('agent8', { at: 1 })
    const admin = await person(urls[0], 'admin')
    const reasons = pages.map(
      ({ socket }) =>
        new Promise((resolve) => {
          socket.io.reconnection(false)
          socket.once('disconnect', resolve)
        }),
    )
    expect((await admin.ask('DELETE', `/accounts/${pages[0]!.id}/sessions`)).status).toBe(200)
    expect(await Promise.all(reasons)).toEqual(['io server disconnect', 'io server disconnect'])
    for (const { somebody } of pages) await expect(somebody.connect()).rejects.toThrow('sign-in-needed')
    expect(bystander.socket.connected).toBe(true)
  })

  test('are shut by signing out at the other server', async () => {
    const { socket, somebody } = await pageOf('agent10', { at: 1 })
    const shut = new Promise((resolve) => socket.once('disconnect', resolve))
    somebody.moveTo(urls[0])
    expect((await somebody.ask('DELETE', '/session')).status).toBe(200)
    expect(await shut).toBe('io server disconnect')
  })
})
