import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { onPath } from './programs.mjs'
import { root } from './runtime.mjs'

const PATIENCE_MS = 60_000

/** Whether an engine answers, not only its command. */
export const canRun = () => onPath('docker') !== undefined && docker(['info']).status === 0

/** Redis as the production edition has it. */
export const redisContainer = () =>
  start({
    image: imageOf('redis', 'redis:7'),
    port: 6379,
    command: ['redis-server', '--save', '', '--databases', '512', '--maxmemory-policy', 'noeviction'],
    ready: ['redis-cli', 'ping'],
    url: (address) => `redis://${address}`,
  })

/** The oldest PostgreSQL that is supported. */
export function postgresContainer() {
  const password = randomBytes(16).toString('hex')
  return start({
    image: 'postgres:15',
    port: 5432,
    environment: { POSTGRES_PASSWORD: password, POSTGRES_INITDB_ARGS: '--locale=C.UTF-8 --encoding=UTF8' },
    command: ['postgres', '-c', 'fsync=off', '-c', 'max_connections=200'],
    ready: ['psql', '-h', '127.0.0.1', '-U', 'postgres', '-c', 'select 1'],
    url: (address) => `postgres://postgres:${password}@${address}/postgres`,
  })
}

/** Starts a container on a free loopback port and waits until it serves. Returns its address and how to end it. */
async function start({ image, port, environment = {}, command, ready, url }) {
  const variables = Object.entries(environment).flatMap(([name, value]) => ['-e', `${name}=${value}`])
  const id = must(docker(['run', '-d', '--rm', '-p', `127.0.0.1::${port}`, ...variables, image, ...command]))
  const stop = () => void docker(['rm', '-f', '-v', id])
  try {
    for (let waited = 0; docker(['exec', id, ...ready]).status !== 0; waited += 250) {
      if (waited > PATIENCE_MS) throw new Error(`The container ${image} does not answer.`)
      await wait(250)
    }
    return { url: url(must(docker(['port', id, String(port)])).split('\n')[0]), stop }
  } catch (error) {
    stop()
    throw error
  }
}

/** The image that docker-compose.yml names for a service, so that both use the same version. */
function imageOf(service, otherwise) {
  const file = join(root, 'docker-compose.yml')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return text.match(new RegExp(`^ {2}${service}:\\n(?: {4}.*\\n)*? {4}image: *(\\S+)`, 'm'))?.[1] ?? otherwise
}

const docker = (args) => spawnSync('docker', args, { encoding: 'utf8' })

function must({ status, stdout, stderr }) {
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}
