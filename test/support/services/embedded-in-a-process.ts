import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '../../../server/platform/database/embedded.ts'

const script = fileURLToPath(import.meta.url)
const ORDINARY = 65534

export type Told = { url: string } | { refused: string; message: string }

/** Starts an embedded PostgreSQL in a Node process of its own, which keeps it until it is told to end or killed. */
export async function startInAProcess(dataDir: string, { asOrdinaryUser = false } = {}) {
  const [command, options] = asOrdinaryUser ? await ordinaryUser() : [[], {}]
  const [program, ...args] = [...command, process.execPath, script, dataDir]
  const child = spawn(program!, args, { ...options, stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  return {
    told: JSON.parse(String(line)) as Told,
    kill: () => end(child, () => child.kill('SIGKILL')),
    stop: () => end(child, () => child.stdin.end()),
  }
}

async function end(child: ChildProcess, how: () => void) {
  const ended = once(child, 'exit')
  how()
  await ended
}

/** Somebody who is not root: really another one, unless only root can see the project (it lies in /root). */
async function ordinaryUser(): Promise<[string[], SpawnOptions]> {
  if (process.getuid?.() !== 0) return [[], {}]
  const other = { uid: ORDINARY, gid: ORDINARY, cwd: '/' }
  const [code] = await once(spawn(process.execPath, ['--check', script], other), 'exit').catch(() => [1])
  return code === 0 ? [[], other] : [['unshare', '-U', '--map-user=1000', '--map-group=1000', '--'], {}]
}

if (process.argv[1] === script) {
  const tell = (told: Told) => console.log(JSON.stringify(told))
  try {
    const { url, stop } = await startEmbeddedPostgres({ dataDir: process.argv[2]!, log: console.error })
    tell({ url })
    await text(process.stdin)
    await stop()
  } catch (error) {
    tell({ refused: (error as Error).name, message: (error as Error).message })
  }
}
