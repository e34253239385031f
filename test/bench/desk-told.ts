import { fork } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { loadDemonstration } from '../../server/demonstration/load.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { startEmbeddedPostgres } from '../../server/platform/database/embedded.ts'
import { migrate, openDatabase } from '../../server/platform/database/open.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { insertCases } from '../support/many-cases.ts'
import { freePort } from '../support/parts.ts'
import { startRedis } from '../support/services/redis.ts'
import { type Bench, percentile } from './figure.ts'

const AGENTS = 500
const TURNS = 400
const MOST_TIMES_BARE = 3
const BETWEEN_MS = 10

/** From the commit of a change to its agent's socket, 500 desks connected, against a bare unicast turn by turn. */
export const deskTold: Bench = {
  name: 'desk.told',
  async measure(say) {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-bench-'))
    const [postgres, redis] = await Promise.all([
      startEmbeddedPostgres({ dataDir, log: () => {} }),
      startRedis(),
    ])
    if (!redis) throw new Error('desk.told needs Redis: apt-get install redis-server')
    const db = openDatabase({ url: postgres.url })
    await migrate(db)
    await seedRoles(db)
    await loadDemonstration({ db, now: () => new Date(), log: console as never })
    const agents = await enrol(db)
    const [port, barePort] = [await freePort(), await freePort()]
    const host = fork(join(import.meta.dirname, 'told-host.ts'), {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATABASE_URL: postgres.url,
        REDIS_URL: redis.url,
        SMTP_URL: 'smtp://127.0.0.1:9',
        MAIL_FROM: 'bench@onewindow.example',
        FILES_URL: `file://${dataDir}/files`,
        PUBLIC_URL: 'http://127.0.0.1',
        SECRET_KEY: 'for the benchmarks, and long enough for it',
        LOG_LEVEL: 'error',
        PORT: String(port),
        BARE_PORT: String(barePort),
      },
    })
    await once(host, 'message')
    const ours = await connect(agents, (agent) => [
      `http://127.0.0.1:${port}/live`,
      { extraHeaders: { cookie: `onewindow_session=${agent.token}` }, auth: {} },
    ])
    const bare = await connect(agents, (agent) => [
      `http://127.0.0.1:${barePort}`,
      { auth: { agent: agent.id } },
    ])
    say(`${ours.length} desks and ${bare.length} bare sockets connected`)

    const ask = async (what: object, socket: Socket, event: string) => {
      const heard = new Promise<bigint>((resolve) =>
        socket.once(event, () => resolve(process.hrtime.bigint())),
      )
      const answered = once(host, 'message') as Promise<[{ at: string }]>
      host.send(what)
      const [[{ at }], told] = await Promise.all([answered, heard])
      await wait(BETWEEN_MS)
      return Number(told - BigInt(at)) / 1e6
    }
    const times = { bare: [] as number[], ours: [] as number[] }
    for (let turn = 0; turn < TURNS; turn++) {
      const n = (turn * 37) % AGENTS
      const agent = agents[n]!
      times.bare.push(await ask({ ask: 'bare', agent: agent.id }, bare[n]!, 'told'))
      times.ours.push(await ask({ ask: 'change', caseId: agent.caseId }, ours[n]!, 'case.changed'))
    }
    for (const socket of [...ours, ...bare]) socket.disconnect()
    host.kill('SIGKILL')
    await db.destroy()
    await redis.stop()
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
    const [barely, told] = [percentile(times.bare, 99), percentile(times.ours, 99)]
    return [
      { name: 'desk.told', value: told / barely, unit: 'of bare', limit: MOST_TIMES_BARE, better: 'lower' },
      { name: 'desk.told.p99', value: told, unit: 'ms' },
      { name: 'desk.told.p50', value: percentile(times.ours, 50), unit: 'ms' },
      { name: 'desk.told.bare.p99', value: barely, unit: 'ms' },
    ]
  },
}

type Enrolled = { id: Id<'person'>; token: string; caseId: Id<'case'> }

/** 500 agents with a session and a case each. */
async function enrol(db: Db): Promise<Enrolled[]> {
  const people = await db.selectFrom('people').select('id').orderBy('id').limit(AGENTS).execute()
  const ids = people.map(({ id }) => id)
  await db
    .insertInto('accounts')
    .values(
      ids.map((personId, n) => ({ personId, login: `bench${n}`, passwordHash: null, disabledAt: null })),
    )
    .onConflict((c) => c.column('personId').doNothing())
    .execute()
  await db
    .insertInto('accountRoles')
    .values(ids.map((personId) => ({ personId, roleId: 'tier2' as const })))
    .onConflict((c) => c.doNothing())
    .execute()
  const cases = await insertCases(db, { count: AGENTS, owners: ids })
  const now = new Date()
  const sessions = ids.map((personId) => ({ personId, token: randomBytes(32).toString('base64url') }))
  await db
    .insertInto('sessions')
    .values(
      sessions.map(({ personId, token }) => ({
        id: newId<'session'>(),
        tokenHash: createHash('sha256').update(token).digest(),
        personId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + 3_600_000),
        revokedAt: null,
        address: '127.0.0.1',
        userAgent: 'bench',
      })),
    )
    .execute()
  return sessions.map(({ personId, token }, n) => ({ id: personId, token, caseId: cases[n]! }))
}

async function connect(
  agents: Enrolled[],
  to: (agent: Enrolled) => [string, Parameters<typeof io>[1]],
): Promise<Socket[]> {
  const sockets: Socket[] = []
  for (const agent of agents) {
    const [url, options] = to(agent)
    const socket = io(url, { transports: ['websocket'], forceNew: true, ...options })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    sockets.push(socket)
  }
  return sockets
}
