import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, readlink, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { type Cluster, pathFor } from './embedded-cluster.ts'
import { runAs } from './embedded-identity.ts'
import { settings } from './embedded-settings.ts'

const PATIENCE_MS = 30_000

/** Starts the server on this port and waits until it accepts connections, however long its recovery takes. */
export async function launch(
  cluster: Cluster,
  port: number,
  log: (line: string) => void,
): Promise<ChildProcess> {
  const { installation, identity, tuning, folder } = cluster
  const { path, directory } = await pathFor(cluster)
  const child = runAs(
    identity,
    join(installation.folder, 'bin/postgres'),
    // The second setting means nothing to PostgreSQL. It is how `endOrphan` knows the process again.
    ['-D', path, '-c', markOf(folder), ...settings(installation.major, tuning, port)],
    ['ignore', 'ignore', 'pipe', directory.fd],
  )
  const lastWords: string[] = []
  let ready = false
  createInterface(child.stderr!).on('line', (line) => {
    lastWords.push(line)
    if (lastWords.length > 10) lastWords.shift()
    if (ready) log(line)
  })
  let failed: unknown
  child.once('error', (error) => {
    failed = error
  })
  child.once('close', () => {
    failed ??= new Error(`PostgreSQL did not start: ${lastWords.join(' ')}`)
  })
  await once(child, 'spawn').finally(() => directory.close())
  for (;;) {
    if (failed) throw failed
    const { pid, state } = await pidFile(folder)
    ready = pid === child.pid && state === 'ready'
    if (ready) return child
    await wait(15)
  }
}

/** Stops the server now: sessions are cut off, what was committed is written. */
export async function shutDown(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  const impatience = setTimeout(() => child.kill('SIGQUIT'), PATIENCE_MS)
  await ended
  clearTimeout(impatience)
}

export const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

/**
 * Stops a server that outlived the process that started it (kill -9). Ours is known by its command line or its
 * working directory; a stranger that merely has the number noted in `postmaster.pid` is left alone and the note removed.
 */
export async function endOrphan(folder: string, log: (line: string) => void): Promise<void> {
  const { pid } = await pidFile(folder)
  if (pid === undefined || !exists(pid)) return
  if (await isOurs(pid, folder)) {
    log(`PostgreSQL process ${pid} was left behind by an earlier start: stopping it.`)
    process.kill(pid, 'SIGINT')
    for (let waited = 0; await isOurs(pid, folder); waited += 20) {
      if (waited === PATIENCE_MS) process.kill(pid, 'SIGQUIT')
      await wait(20)
    }
  }
  const left = await pidFile(folder)
  if (left.pid === pid) await rm(join(folder, 'postmaster.pid'), { force: true })
}

/** A loopback port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

async function pidFile(folder: string) {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  return { pid: Number(lines[0]) || undefined, state: lines[7]?.trim() }
}

const markOf = (folder: string) => `onewindow.folder=${folder}`

/** False for a process that has ended and only waits to be collected: it has no command line any more. */
async function isOurs(pid: number, folder: string): Promise<boolean> {
  const command = await commandLine(pid)
  if (!command) return false
  return command.includes(markOf(folder)) || (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  const { execFile } = await import('node:child_process')
  return new Promise((resolve) =>
    execFile('ps', ['-o', 'args=', '-p', String(pid)], (_, out) => resolve(out)),
  )
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
