import { describe, expect, onTestFinished, vi } from 'vitest'
import { endSockets } from '../../server/identity/end-sockets.ts'
import { removeOldSessions, sweepSessions } from '../../server/identity/sweep-sessions.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { employ } from '../support/accounts.ts'
import { stoppedClock } from '../support/clock.ts'
import { testAlone as test } from '../support/database.ts'
import { identityApp } from '../support/identity-app.ts'
import { livePages } from '../support/pages.ts'
import { freshRedis } from '../support/redis.ts'

const ended = async (db: Db) =>
  (
    await db.selectFrom('outbox').select('payload').where('name', '=', 'identity.sessions-ended').execute()
  ).map(({ payload }) => payload as Parameters<typeof endSockets>[1])

describe('a session ends by itself', () => {
  test('twelve hours after signing in, however busy', async ({ db }) => {
    const clock = stoppedClock()
    const { ask, signIn } = await identityApp({ db, now: clock.now })
    const { token, body } = await signIn(await employ(db, { roles: ['tier1-agent'] }))
    expect(new Date(body.expiresAt)).toEqual(new Date(clock.now().getTime() + 12 * 3_600_000))
    for (let hour = 1; hour < 12; hour++) {
      clock.advance({ hours: 1 })
      expect(await ask('GET /session', { token })).toMatchObject({ status: 200 })
    }
    clock.advance({ hours: 1 })
    expect(await ask('GET /session', { token })).toMatchObject({ status: 401 })
  })

  test('for staff after two hours without doing anything, for a user not', async ({ db }) => {
    const clock = stoppedClock()
    const { ask, signIn } = await identityApp({ db, now: clock.now })
    const staff = await signIn(await employ(db, { roles: ['tier1-agent'] }))
    const user = await signIn(await employ(db, { roles: ['user'] }))
    clock.advance({ hours: 2, seconds: 1 })
    expect(await ask('GET /session', { token: staff.token })).toMatchObject({ status: 401 })
    expect(await ask('GET /session', { token: user.token })).toMatchObject({ status: 200 })
  })

  test('and the clock then shuts its pages, once', async ({ db }) => {
    const clock = stoppedClock()
    const { signIn } = await identityApp({ db, now: clock.now })
    const agent = await employ(db, { roles: ['tier1-agent'] })
    await signIn(agent)
    await signIn(await employ(db, { roles: ['user'] }))
    clock.advance({ hours: 2 })
    await sweepSessions({ db, now: clock.now })
    expect(await ended(db)).toEqual([])
    clock.advance({ seconds: 1 })
    await Promise.all([sweepSessions({ db, now: clock.now }), sweepSessions({ db, now: clock.now })])
    expect(await ended(db)).toEqual([{ personId: agent.id, sessionId: expect.any(String) }])
    clock.advance({ hours: 10 })
    await sweepSessions({ db, now: clock.now })
    expect(await ended(db)).toHaveLength(2)
  })

  test('and is removed after ninety days', async ({ db }) => {
    const clock = stoppedClock()
    const { signIn } = await identityApp({ db, now: clock.now })
    await signIn(await employ(db))
    clock.advance({ hours: 12 })
    await sweepSessions({ db, now: clock.now })
    const kept = () => db.selectFrom('sessions').select('id').execute()
    clock.advance({ hours: 24 * 90 })
    await removeOldSessions({ db, now: clock.now })
    expect(await kept()).toHaveLength(1)
    clock.advance({ seconds: 1 })
    await removeOldSessions({ db, now: clock.now })
    expect(await kept()).toHaveLength(0)
    expect(await db.selectFrom('throttles').select('key').execute()).toHaveLength(0)
  })
})

test('when somebody was last seen is written at most once a minute', async ({ db }) => {
  const clock = stoppedClock()
  const { ask, signIn } = await identityApp({ db, now: clock.now })
  const { token } = await signIn(await employ(db))
  const start = clock.now().getTime()
  const seen: number[] = []
  for (let n = 0; n < 13; n++) {
    clock.advance({ seconds: 10 })
    await ask('GET /session', { token })
    const { lastSeenAt } = await db.selectFrom('sessions').select('lastSeenAt').executeTakeFirstOrThrow()
    seen.push((lastSeenAt.getTime() - start) / 1000)
  }
  expect(seen).toEqual([0, 0, 0, 0, 0, 60, 60, 60, 60, 60, 60, 120, 120])
})

describe('revoking the sessions of a person', () => {
  test('is noticed at once by the server that did it, and within a second by the others', async ({
    db,
    databaseUrl,
  }) => {
    const clock = stoppedClock()
    const otherDb = openDatabase({ url: databaseUrl })
    onTestFinished(() => otherDb.destroy())
    const here = await identityApp({ db, now: clock.now })
    const there = await identityApp({ db: otherDb, now: clock.now })
    const agent = await employ(db, { roles: ['tier1-agent'] })
    const { token } = await here.signIn(agent)
    const { token: admin } = await here.signIn(await employ(db, { roles: ['administrator'] }))
    expect(await there.ask('GET /session', { token })).toMatchObject({ status: 200 })

    const revoked = await here.ask(`DELETE /accounts/${agent.id}/sessions`, { token: admin })

    expect(revoked).toMatchObject({ status: 200, body: { personId: agent.id, openSessions: 0 } })
    expect(await here.ask('GET /session', { token })).toMatchObject({ status: 401 })
    clock.advance({ seconds: 1 })
    expect(await there.ask('GET /session', { token })).toMatchObject({ status: 401 })
    expect(await here.signIn(agent)).toMatchObject({ status: 201 })
  })

  test('shuts their open pages at once, nobody else’s, and not those opened since', async ({ db }) => {
    const { now } = stoppedClock()
    const { ask, signIn } = await identityApp({ db, now })
    const pages = await livePages({ db, now })
    onTestFinished(() => pages.close())
    const agent = await employ(db, { roles: ['tier1-agent'] })
    const [desk, laptop] = [await signIn(agent), await signIn(agent)]
    const admin = await signIn(await employ(db, { roles: ['administrator'] }))
    const opened = await Promise.all([desk, laptop, admin].map(({ token }) => pages.open(token)))
    expect(opened.map((page) => page.isOpen())).toEqual([true, true, true])

    await ask(`DELETE /accounts/${agent.id}/sessions`, { token: admin.token })
    const events = await ended(db)
    for (const event of events) await endSockets(pages, event)

    await vi.waitFor(() => expect(opened.map((page) => page.isOpen())).toEqual([false, false, true]))
    expect(opened.map(({ told }) => told)).toEqual([['session.ended'], ['session.ended'], []])
    expect((await pages.open(desk.token)).isOpen()).toBe(false)

    const again = await pages.open((await signIn(agent)).token)
    for (const event of events) await endSockets(pages, event)
    await vi.waitFor(async () => expect((await pages.open(admin.token)).isOpen()).toBe(true))
    expect(again).toMatchObject({ told: [] })
    expect(again.isOpen()).toBe(true)
  })

  test('shuts their pages at every server', async ({ db }) => {
    const { now } = stoppedClock()
    const redisUrl = await freshRedis()
    const { ask, signIn } = await identityApp({ db, now })
    const [here, there] = [await livePages({ db, now, redisUrl }), await livePages({ db, now, redisUrl })]
    onTestFinished(async () => void (await Promise.all([here.close(), there.close()])))
    const agent = await employ(db, { roles: ['tier1-agent'] })
    const { token } = await signIn(agent)
    const { token: admin } = await signIn(await employ(db, { roles: ['administrator'] }))
    const [desk, others] = [await there.open(token), await there.open(admin)]

    await ask(`DELETE /accounts/${agent.id}/sessions`, { token: admin })
    for (const event of await ended(db)) await endSockets(here, event)

    await vi.waitFor(() => expect(desk.isOpen()).toBe(false))
    expect(desk.told).toEqual(['session.ended'])
    expect(others.isOpen()).toBe(true)
  })

  test('signing out shuts the pages of that browser only', async ({ db }) => {
    const { now } = stoppedClock()
    const { ask, signIn } = await identityApp({ db, now })
    const agent = await employ(db, { roles: ['tier1-agent'] })
    const [desk, laptop] = [await signIn(agent), await signIn(agent)]
    await ask('DELETE /session', { token: desk.token })
    const sessions = await db.selectFrom('sessions').select(['id', 'revokedAt']).orderBy('id').execute()
    const open = sessions.filter(({ revokedAt }) => revokedAt === null)
    expect(open).toHaveLength(1)
    expect(await ended(db)).toEqual([
      { personId: agent.id, sessionId: sessions.find(({ id }) => id !== open[0]!.id)!.id },
    ])
    expect(await ask('GET /session', { token: laptop.token })).toMatchObject({ status: 200 })
  })
})
