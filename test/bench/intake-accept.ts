import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import { loadDemonstration } from '../../server/demonstration/load.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { startEmbeddedPostgres } from '../../server/platform/database/embedded.ts'
import { migrate, openDatabase } from '../../server/platform/database/open.ts'
import { newId } from '../../server/platform/values.ts'
import { freePort, type Part, startPart } from '../support/parts.ts'
import { startRedis } from '../support/services/redis.ts'
import { type Bench, median } from './figure.ts'

const CONNECTIONS = 50
const SECONDS = 5
const ROUNDS = 3
const LEAST_SHARE = 0.5
const DESCRIPTION = `匯出考績清冊後，部分同仁的姓名變成問號。${'請協助確認字型與匯出格式。'.repeat(12)}`

/**
 * Cases accepted per second over HTTP by one server on PostgreSQL and Redis, against a bare Fastify route with a
 * one-row insert into the same PostgreSQL, turn by turn. Once without and once with a worker on the same two cores.
 */
export const intakeAccept: Bench = {
  name: 'intake.accept',
  async measure(say) {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-bench-'))
    const [postgres, redis] = await Promise.all([
      startEmbeddedPostgres({ dataDir, log: () => {} }),
      startRedis(),
    ])
    if (!redis) throw new Error('intake.accept needs Redis: apt-get install redis-server')
    const db = openDatabase({ url: postgres.url })
    await migrate(db)
    await seedRoles(db)
    await loadDemonstration({ db, now: () => new Date(), log: console as never })
    const cookie = await aSession(db)
    // One person stands for thousands: the limit for a person is not what is measured.
    const value = JSON.stringify({ signedIn: { limit: 1_000_000_000, windowSeconds: 60 } })
    await db.insertInto('settings').values({ key: 'intake.filing-limits', value, updatedBy: null }).execute()
    const environment = {
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'bench@onewindow.example',
      FILES_URL: `file://${dataDir}/files`,
      PUBLIC_URL: 'http://127.0.0.1',
      SECRET_KEY: 'for the benchmarks, and long enough for it',
      LOG_LEVEL: 'error',
    }
    const bare = await startBare(postgres.url)
    const server = await startPart('server', environment)
    try {
      const alone = await turns(bare.url, server.url, cookie, say)
      const worker = await startPart('worker', environment)
      const withWorker = await turns(bare.url, server.url, cookie, say)
      await worker.kill()
      return [
        { name: 'intake.accept', value: alone.share, unit: 'of bare', limit: LEAST_SHARE, better: 'higher' },
        { name: 'intake.accept.rate', value: alone.rate, unit: 'cases/s' },
        { name: 'intake.accept.with-worker', value: withWorker.share, unit: 'of bare' },
        { name: 'intake.accept.with-worker.rate', value: withWorker.rate, unit: 'cases/s' },
      ]
    } finally {
      await server.kill()
      bare.kill()
      await db.destroy()
      await redis.stop()
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

async function turns(bareUrl: string, ourUrl: string, cookie: string, say: (line: string) => void) {
  const shares: number[] = []
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await perSecond(`${bareUrl}/bare`, '')
    const ours = await perSecond(`${ourUrl}/api/cases`, cookie)
    say(`bare ${bare}/s, ours ${ours}/s`)
    shares.push(ours / bare)
    rates.push(ours)
  }
  return { share: median(shares), rate: median(rates) }
}

async function perSecond(url: string, cookie: string): Promise<number> {
  const {
    '2xx': accepted,
    non2xx,
    errors,
    duration,
  } = await autocannon({
    url,
    method: 'POST',
    connections: CONNECTIONS,
    duration: SECONDS,
    workers: 1,
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify({ systemId: 1, description: DESCRIPTION }),
  })
  if (non2xx > 0 || errors > 0) throw new Error(`${url}: ${non2xx} refused, ${errors} errors`)
  await wait(300)
  return accepted / duration
}

/** Signs somebody in without the form: the benchmark is not about passwords. */
async function aSession(db: Db, login = 'user1'): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const { personId } = await db
    .selectFrom('accounts')
    .select('personId')
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  const now = new Date()
  await db
    .insertInto('sessions')
    .values({
      id: newId(),
      tokenHash: createHash('sha256').update(token).digest(),
      personId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + 3_600_000),
      revokedAt: null,
      address: '127.0.0.1',
      userAgent: 'bench',
    })
    .execute()
  return `onewindow_session=${token}`
}

async function startBare(databaseUrl: string): Promise<Pick<Part, 'url'> & { kill(): void }> {
  const port = await freePort()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-server.ts')], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: databaseUrl, PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 200; tries++) {
    if ((await fetch(`${url}/health/live`).catch(() => undefined))?.ok) break
    await wait(50)
  }
  return { url, kill: () => void child.kill('SIGKILL') }
}
