import type { ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Installation, installedByNpm, reachable } from './embedded-binaries.ts'
import { type Cluster, initialise, passwordIn, USER } from './embedded-cluster.ts'
import { chooseIdentity, type Identity } from './embedded-identity.ts'
import { lockDirectory } from './embedded-lock.ts'
import { endOrphan, freePort, hasEnded, launch, shutDown } from './embedded-postmaster.ts'
import type { Tuning } from './embedded-settings.ts'

export type EmbeddedPostgres = {
  /** Of the product's database. Stays the same until `stop`, also when the server had to be started again. */
  url: string
  /** Cuts off sessions, writes what was committed, ends the server and frees the directory. Safe to call twice. */
  stop(): Promise<void>
}

type Options = {
  dataDir: string
  /** Told the server's warnings and errors, without values of rows. */
  log: (line: string) => void
  tuning?: Tuning
  /** Another PostgreSQL than the one from npm, 15 or newer. */
  installation?: Installation
  /** Chosen by what this machine allows; named only to try one. */
  identity?: Identity
}

const DATABASE = 'onewindow'
const LEFTOVERS_MS = 10_000
const OFTEN = [100, 500, 1_000, 5_000]

/**
 * Starts the product's private PostgreSQL in `dataDir`, as root or as an ordinary user, on a free loopback port.
 * First ends what a killed process left running there; starts the server again if it dies while we live.
 * Throws `DataDirectoryInUse` while another live process has the directory.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 })
  const dataDir = await realpath(options.dataDir)
  const lock = await lockDirectory(dataDir)
  let quiet = false
  const log = (line: string) => {
    if (!quiet) options.log(line)
  }
  try {
    const cluster = await clusterIn(dataDir, options)
    const password = await passwordIn(dataDir)
    await endOrphan(cluster.folder, log)
    await initialise(cluster, password)
    const { port, server } = await launchOnFreePort(cluster, log)
    const keeper = keepAlive(server, () => launch(cluster, port, log), log)
    const url = `postgres://${USER}:${password}@127.0.0.1:${port}/`
    await createDatabase(url).catch(async (error) => {
      await keeper.stop()
      throw error
    })
    return {
      url: url + DATABASE,
      async stop() {
        quiet = true
        await keeper.stop()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** A server for tests, in a directory of its own that `stop` removes. A crash may lose its data, so it is quick. */
export async function startThrowAwayPostgres(
  options: Pick<Options, 'log' | 'installation' | 'identity'>,
): Promise<EmbeddedPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-postgres-'))
  const { url, stop } = await startEmbeddedPostgres({ ...options, dataDir, tuning: 'throw-away' })
  return {
    url,
    async stop() {
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function clusterIn(dataDir: string, { tuning = 'durable', ...given }: Options): Promise<Cluster> {
  const installation = given.installation ?? (await installedByNpm())
  const identity =
    given.identity ?? (await chooseIdentity(join(installation.folder, 'bin/postgres'), dataDir))
  return {
    installation: await reachable(installation, identity),
    identity,
    tuning,
    folder: join(dataDir, 'postgres'),
  }
}

/** Tries again while sessions of a killed server still fade, or when somebody was quicker to take the port. */
async function launchOnFreePort(cluster: Cluster, log: (line: string) => void) {
  for (const deadline = Date.now() + LEFTOVERS_MS; ; await wait(100)) {
    const port = await freePort()
    try {
      return { port, server: await launch(cluster, port, log) }
    } catch (error) {
      const passing = /still in use|Address already in use/.test(String(error))
      if (!passing || Date.now() > deadline) throw error
    }
  }
}

/** Starts the server again whenever it ends unasked, until `stop`. */
function keepAlive(first: ChildProcess, again: () => Promise<ChildProcess>, log: (line: string) => void) {
  let server = first
  let stopping = false
  let restarting: Promise<void> | undefined

  const restart = async () => {
    for (let tries = 0; !stopping; tries++) {
      await wait(OFTEN[Math.min(tries, OFTEN.length - 1)])
      const revived = await again().catch((error) => log(String(error)))
      if (!revived) continue
      server = revived
      return watch()
    }
  }
  const watch = () => {
    const revive = () => {
      if (stopping) return
      log('PostgreSQL ended unexpectedly: starting it again.')
      restarting = restart()
    }
    hasEnded(server) ? revive() : server.once('exit', revive)
  }
  // Whatever ends this process in an orderly way ends the server too. After a kill -9 the next start does.
  const farewell = () => server.kill('SIGINT')
  process.once('exit', farewell)
  watch()
  return {
    async stop() {
      stopping = true
      process.off('exit', farewell)
      await restarting
      await shutDown(server)
    },
  }
}

async function createDatabase(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}postgres` })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}
