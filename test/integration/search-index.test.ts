import Fastify from 'fastify'
import { expect, onTestFinished, vi } from 'vitest'
import { healthRoutes } from '../../server/operations/health.ts'
import { serveMetrics } from '../../server/operations/metrics.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Deps } from '../../server/platform/deps.ts'
import { createApp } from '../../server/platform/http/app.ts'
import { SESSION_COOKIE } from '../../server/platform/http/request.ts'
import { newId } from '../../server/platform/values.ts'
import { searchIndexRoutes } from '../../server/search/keeping/routes.ts'
import { unplugged } from '../../telephony-adapter/unplugged.ts'
import { addPerson } from '../support/directory.ts'
import { meilisearchServer } from '../support/meilisearch-server.ts'
import { allSent, SOON, test } from '../support/search-keeping.ts'
import type { SearchingProcess } from '../support/search-process.ts'
import { fillThings } from '../support/search-things.ts'

vi.setConfig({ testTimeout: 40_000 })

async function server(process: SearchingProcess, permissions: string[]) {
  const id = await addPerson(process.db)
  const actor: Actor = { id, name: '管理者', roles: ['administrator'], permissions, sessionId: newId() }
  const app = createApp({
    actorOf: async (token) => (token ? actor : undefined),
    logger: false,
    trustProxy: false,
  })
  await app.register(searchIndexRoutes(process), { prefix: '/api' })
  onTestFinished(() => app.close())
  return async (method: 'GET' | 'POST', path: string) => {
    const reply = await app.inject({ method, url: `/api${path}`, headers: { cookie: `${SESSION_COOKIE}=x` } })
    return { status: reply.statusCode, body: reply.json() }
  }
}

/** What a monitor reads of a server. */
async function monitor({ search: _, ...process }: SearchingProcess) {
  const fine = { check: async () => {} }
  const app = Fastify()
  onTestFinished(() => app.close())
  const deps = {
    ...process,
    live: { desks: () => [] },
    telephony: unplugged,
    simulatedWorlds: [],
    queue: fine,
    mail: fine,
    files: fine,
    scanner: fine,
  } as unknown as Deps
  serveMetrics(app, deps)
  await app.register(healthRoutes(deps))
  return {
    async figures() {
      const { body } = await app.inject('/metrics')
      return Object.fromEntries(
        body
          .split('\n')
          .filter((line) => line.startsWith('onewindow_search_'))
          .map((line) => line.replace('onewindow_search_', '').split(' ') as [string, string])
          .map(([name, value]) => [name, Number(value)]),
      )
    },
    async readiness() {
      const reply = await app.inject('/health/ready')
      return { code: reply.statusCode, search: reply.json().parts.search.state, status: reply.json().status }
    },
  }
}

test('an administrator sees how the index fares, has it made anew, and has what was refused tried again', async ({
  db,
  meili,
  open,
}) => {
  await fillThings(db, { a: '考績清冊', poison: '考績毒' })
  const process = open.process(meili.url)
  const ask = await server(process, ['account:write'])
  expect(await ask('GET', '/search-index')).toMatchObject({
    status: 200,
    body: {
      engine: 'meilisearch',
      awayBecause: expect.stringContaining('empty'),
      documents: 2,
      waiting: 2,
      parked: [],
      rebuild: { wantedAt: null, beganAt: null, doneAt: null },
      comparison: null,
    },
  })
  process.keeper.start()
  await allSent(db)
  await vi.waitFor(async () => expect((await process.find('考績')).isFallback).toBe(false), SOON)
  const { body } = await ask('GET', '/search-index')
  expect(body).toMatchObject({
    awayBecause: null,
    waiting: 0,
    lagSeconds: 0,
    parkedCount: 1,
    parked: [{ key: 'thing-poison', problem: expect.stringContaining('no\\"body') }],
    rebuild: { doneAt: expect.any(String) },
  })
  const asked = await ask('POST', '/search-index/rebuild')
  expect(asked).toMatchObject({ status: 202, body: { rebuild: { wantedAt: expect.any(String) } } })
  await vi.waitFor(async () => {
    const { rebuild } = (await ask('GET', '/search-index')).body
    expect(rebuild).toMatchObject({ wantedAt: null, beganAt: null })
    expect(rebuild.doneAt > body.rebuild.doneAt).toBe(true)
  }, SOON)
  expect(await ask('POST', '/search-index/parked/retry')).toEqual({ status: 202, body: { retried: 1 } })
  const actions = await db.selectFrom('auditLog').select('action').orderBy('id').execute()
  expect(actions).toEqual([{ action: 'search-index-rebuild' }, { action: 'search-index-retry' }])
})

test('nobody else is told', async ({ open }) => {
  const ask = await server(open.process('none'), ['knowledge:review', 'mail:manage'])
  expect((await ask('GET', '/search-index')).status).toBe(403)
  expect((await ask('POST', '/search-index/rebuild')).status).toBe(403)
  expect((await ask('POST', '/search-index/parked/retry')).status).toBe(403)
})

test('a monitor reads whether the engine answers, how far it is behind, and what it refuses; people are served', async ({
  db,
  meili,
  open,
}) => {
  const process = open.process(meili.url)
  process.keeper.start()
  await vi.waitFor(async () => expect((await process.find('考績')).isFallback).toBe(false), SOON)
  const { fallbackAnswers } = process.searchIndex.fares()
  await fillThings(db, { a: '考績清冊', poison: '考績毒' })
  await allSent(db)
  const { figures, readiness } = await monitor(process)
  expect(await readiness()).toMatchObject({ code: 200, search: 'up' })
  expect(await figures()).toMatchObject({
    outbox_lag_seconds: 0,
    outbox_parked: 1,
    'engine_up{engine="meilisearch"}': 1,
    fallback_answers_total: fallbackAnswers,
  })
  meili.on.instead = () => ({ status: 503 })
  await process.find('考績')
  await process.find('差勤')
  expect(await readiness()).toEqual({ code: 200, status: 'degraded', search: 'down' })
  await db
    .updateTable('searchOutbox')
    .set({ problem: null, since: new Date(Date.now() - 42_000) })
    .execute()
  const away = await figures()
  expect(away).toMatchObject({
    outbox_parked: 0,
    'engine_up{engine="meilisearch"}': 0,
    fallback_answers_total: fallbackAnswers + 2,
  })
  expect(away['outbox_lag_seconds']).toBeGreaterThan(40)
})

test('an engine that is too old is named, and the database answers', async ({ db, open }) => {
  await using old = await meilisearchServer({ version: '1.20.0' })
  await fillThings(db, { a: '考績清冊' })
  const process = open.process(old.url)
  process.keeper.start()
  const { readiness } = await monitor(process)
  expect(await process.find('考績')).toEqual({ keys: ['thing-a'], isFallback: true })
  expect(await readiness()).toMatchObject({ code: 200, search: 'down' })
  await expect(process.searchIndex.check()).rejects.toThrow('1.20.0 is too old')
})
