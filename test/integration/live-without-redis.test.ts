import { expect, vi } from 'vitest'
import { openSession } from '../../server/identity/sessions.ts'
import { type Db, transact } from '../../server/platform/database/database.ts'
import { freePort } from '../../server/platform/database/embedded-postmaster.ts'
import { newId } from '../../server/platform/values.ts'
import { employ } from '../support/accounts.ts'
import { test as base } from '../support/database.ts'
import { livePages } from '../support/pages.ts'
import { startOwnRedis } from '../support/services/redis.ts'

const now = () => new Date()

const signedIn = async (db: Db) => {
  const { id } = await employ(db, { roles: ['tier1-agent'] })
  const given = { personId: id, address: '192.0.2.1', userAgent: '', at: now() }
  return transact(db, async (trx) => (await openSession(trx, given)).token)
}

const test = base.extend('redis', async ({}, { onCleanup }) => {
  const port = await freePort()
  let server = await startOwnRedis({ port })
  if (!server) throw new Error('This test needs the program redis-server.')
  onCleanup(() => server!.stop())
  return {
    url: server.url,
    stop: () => server!.stop(),
    async start() {
      server = await startOwnRedis({ port })
    },
  }
})

test('while Redis is away pages hear at once what happens at their server, come and go, and hear the other again afterwards', async ({
  db,
  redis,
}) => {
  const servers = [
    await livePages({ db, now, redisUrl: redis.url }),
    await livePages({ db, now, redisUrl: redis.url }),
  ] as const
  const token = await signedIn(db)
  const pages = [await servers[0].open(token), await servers[1].open(token)] as const
  const tell = (event: 'counters.changed' | 'mail.failed') =>
    servers[0].live.tell('staff', event, { eventId: newId() } as never)

  tell('counters.changed')
  await vi.waitFor(() =>
    expect(pages.map(({ told }) => told)).toEqual([['counters.changed'], ['counters.changed']]),
  )

  await redis.stop()
  await vi.waitFor(() => {
    tell('mail.failed')
    expect(pages[0].told).toContain('mail.failed')
  })
  pages[0].close()
  const late = await servers[0].open(token)
  expect(late.isOpen()).toBe(true)
  await vi.waitFor(() => {
    tell('mail.failed')
    expect(late.told).toContain('mail.failed')
  })
  expect(pages[1].told).toEqual(['counters.changed'])

  await redis.start()
  await vi.waitFor(() => {
    tell('counters.changed')
    expect(pages[1].told.filter((event) => event === 'counters.changed').length).toBeGreaterThan(1)
  }, 10_000)
  for (const page of [late, pages[1]]) page.close()
  for (const server of servers) await server.close()
})

test('a server that starts while Redis is away tells its own pages', async ({ db }) => {
  const server = await livePages({ db, now, redisUrl: `redis://127.0.0.1:${await freePort()}` })
  const page = await server.open(await signedIn(db))
  await vi.waitFor(() => {
    server.live.tell('staff', 'mail.failed', { eventId: newId() } as never)
    expect(page.told).toContain('mail.failed')
  }, 5000)
  page.close()
  await server.close()
})
