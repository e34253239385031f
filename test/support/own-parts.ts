import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { startEmbeddedPostgres } from '../../server/platform/database/embedded.ts'
import { freePort } from './parts.ts'
import { insist, type Person } from './person.ts'
import { startProduction } from './product.ts'
import { startRelay } from './relay.ts'
import { startOwnRedis } from './services/redis.ts'

export const SOON = { timeout: 30_000, interval: 100 }

type Filed = { id: string; number: string }
type Readiness = { status: string; parts: Record<string, { state: string; since: string }> }

/** The production edition on a PostgreSQL and a Redis of its own, which can be taken away. */
export async function startOnOwnParts() {
  const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-away-'))
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => {} })
  const way = await startRelay(postgres.url)
  const port = await freePort()
  const startRedis = async () => {
    const started = await startOwnRedis({ port })
    if (!started) throw new Error('This test needs the program redis-server.')
    return started
  }
  let redis = await startRedis()
  const product = await startProduction({
    database: { url: postgres.url, forProduct: way.url },
    redisUrl: redis.url,
  })
  const db = await product.db()
  await db.updateTable('agents').set({ capacity: 50 }).execute()
  // Those who insist are programs, and faster than people.
  const limits = JSON.stringify({ signedIn: { limit: 60_000, windowSeconds: 600 } })
  await db
    .insertInto('settings')
    .values({ key: 'intake.filing-limits', value: limits, updatedBy: null })
    .execute()
  return {
    ...product,
    db,
    parts: [...product.servers, product.worker],
    redis: {
      url: redis.url,
      stop: () => redis.stop(),
      /** Empty, as it keeps nothing on disk. */
      async start() {
        redis = await startRedis()
      },
    },
    /** The way from the product to PostgreSQL; `db` goes another. */
    way,
    /** Ends PostgreSQL by a signal to its first process; it is started again at once. */
    async endPostgres(signal: NodeJS.Signals) {
      const [pid] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(pid), signal)
    },
    async close() {
      await product.close()
      await way.close()
      await redis.stop()
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export type OnOwnParts = Awaited<ReturnType<typeof startOnOwnParts>>

export async function readinessOf(url: string) {
  const answer = await fetch(`${url}/health/ready`)
  return { code: answer.status, ...((await answer.json()) as Readiness) }
}

export async function metricsOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`)
  return answer.status === 200 ? answer.text() : `status ${answer.status}`
}

/** Files a case, once, however often it has to be asked. */
export async function fileOnce(by: Person, description: string): Promise<Filed> {
  const key = randomUUID()
  const { body } = await insist(
    () => by.ask('POST', '/cases', { systemId: 1, description }, { 'idempotency-key': key }),
    ({ status }) => status === 201,
  )
  return body
}

/** Waits until everything that follows from these cases has happened: taken by an agent, one letter each. */
export async function settled({ db, letters }: Pick<OnOwnParts, 'db' | 'letters'>, cases: Filed[]) {
  const ids = cases.map(({ id }) => id) as never[]
  await vi.waitFor(async () => {
    expect(await db.selectFrom('outbox').select(['name', 'pending']).execute()).toEqual([])
    const waiting = await db
      .selectFrom('cases')
      .select('number')
      .where('id', 'in', ids)
      .where('ownerId', 'is', null)
      .execute()
    expect(waiting).toEqual([])
    const unsent = await db
      .selectFrom('outgoingMails')
      .select('caseId')
      .where('caseId', 'in', ids)
      .where('state', '<>', 'sent')
      .execute()
    expect(unsent).toEqual([])
  }, SOON)
  const filed = await db
    .selectFrom('cases')
    .select(['number', 'requesterEmail'])
    .where('id', 'in', ids)
    .execute()
  const received = []
  for (const { number, requesterEmail } of filed) {
    const found = (await letters.to(requesterEmail!)).filter(({ subject }) => subject.includes(number))
    received.push([number, found.length])
  }
  expect(received.toSorted()).toEqual(cases.map(({ number }) => [number, 1]).toSorted())
}
