import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../../../server/platform/database/embedded-postmaster.ts'

export type RedisServer = { url: string; stop(): Promise<void> }

/** More than the test files: each takes one of its own. */
const DATABASES = 512

/** The server named by `TEST_REDIS_URL`, else a new one; undefined where this machine has no `redis-server`. */
export async function startRedis(): Promise<RedisServer | undefined> {
  const url = process.env['TEST_REDIS_URL']
  return url ? { url, stop: async () => {} } : startOwnRedis()
}

/** A Redis server that keeps nothing on disk, on loopback; undefined where this machine has no `redis-server`. */
export async function startOwnRedis({ port }: { port?: number } = {}): Promise<RedisServer | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'onewindow-redis-'))
  const at = port ?? (await freePort())
  const options = {
    port: at,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'no',
    databases: DATABASES,
    'maxmemory-policy': 'noeviction',
  }
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  // Also when the run is broken off.
  const farewell = () => server.kill()
  process.once('exit', farewell)
  const stop = async () => {
    process.off('exit', farewell)
    if (server.exitCode === null && server.signalCode === null && server.kill()) await once(server, 'exit')
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await ready(server)
    return { url: `redis://127.0.0.1:${at}`, stop }
  } catch (error) {
    await stop()
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function ready(server: ChildProcess): Promise<void> {
  const said: string[] = []
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`Redis did not start: ${said.join(' ')}`)))
    createInterface(server.stdout!).on('line', (line) => {
      said.push(line)
      if (line.includes('Ready to accept connections')) resolve()
    })
  })
}
