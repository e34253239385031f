import { type ChildProcess, fork } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { openGround } from '../drill/ground.ts'
import { CARRIER, startExchange } from '../support/asterisk/exchange.ts'
import { openLine } from '../support/asterisk/sip-line.ts'
import { freePort } from '../support/parts.ts'

/** The application that the dialplan hands calls to. */
const APP = 'onewindow'
const TICKS_PER_SECOND = 100

export type CallGround = Awaited<ReturnType<typeof openCallGround>>

/** The product with two exchanges, a third exchange with a program that only answers, and desks that listen. */
export async function openCallGround(say: (line: string) => void) {
  const ground = await openGround(say)
  const prompts = await mkdtemp(join(tmpdir(), 'onewindow-bench-'))
  const carrier = await openLine(CARRIER)
  const bare = await startExchange({ name: 'bare', carrierPort: Number(carrier.own.split(':')[1]), prompts })
  const port = await freePort()
  const program = fork(join(import.meta.dirname, 'bare-telephone.ts'), {
    env: {
      PATH: process.env['PATH'] ?? '',
      ARI_URL: bare.ari.url,
      ARI_USER: bare.ari.user,
      ARI_SECRET: bare.ari.secret,
      ARI_APP: APP,
      PORT: String(port),
    },
  })
  await listening(program)
  const page = await connected(`http://127.0.0.1:${port}`, {})
  const db = await ground.db()
  const desks = await Promise.all(
    (await sessionsOfAgents(db)).map((token) =>
      connected(`${ground.server.url}/live`, { extraHeaders: { cookie: `onewindow_session=${token}` } }),
    ),
  )
  say(`${desks.length} desks listen`)
  return {
    ...ground,
    carrier,
    bare,
    page,
    desks,
    /** Seconds of processor that the adapter and the server have used. */
    usedByOurs: async () => (await usedBy(ground.adapter.pid())) + (await usedBy(ground.server.pid())),
    usedByBare: () => usedBy(program.pid ?? 0),
    async close() {
      for (const socket of [page, ...desks]) socket.disconnect()
      await ended(program)
      await bare.stop()
      carrier.close()
      await ground.close()
      await rm(prompts, { recursive: true, force: true })
    },
  }
}

async function connected(url: string, options: Parameters<typeof io>[1]): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, ...options })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

async function listening(child: ChildProcess) {
  const died = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the program that only answers ended: ${code ?? signal}`)
  })
  await Promise.race([once(child, 'message'), died])
  died.catch(() => {})
}

async function ended(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** A session for everybody who sits at a telephone and is ready. */
async function sessionsOfAgents(db: Db): Promise<string[]> {
  const agents = await db
    .selectFrom('agents')
    .select('personId')
    .where('presence', '=', 'ready')
    .where('seatId', 'is not', null)
    .execute()
  const at = new Date()
  const sessions = agents.map(({ personId }) => ({ personId, token: randomBytes(32).toString('base64url') }))
  await db
    .insertInto('sessions')
    .values(
      sessions.map(({ personId, token }: { personId: Id<'person'>; token: string }) => ({
        id: newId<'session'>(),
        tokenHash: createHash('sha256').update(token).digest(),
        personId,
        createdAt: at,
        lastSeenAt: at,
        expiresAt: new Date(at.getTime() + 3_600_000),
        revokedAt: null,
        address: '127.0.0.1',
        userAgent: 'bench',
      })),
    )
    .execute()
  return sessions.map(({ token }) => token)
}

/** proc(5): utime and stime are the 14th and 15th fields, behind a name that may hold spaces. */
async function usedBy(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND
}
