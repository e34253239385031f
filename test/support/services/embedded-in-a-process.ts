import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '../../../server/platform/database/embedded.ts'
import { installedByNpm, reachable } from '../../../server/platform/database/embedded-binaries.ts'

const script = fileURLToPath(import.meta.url)
const ORDINARY = 65534

type Told = { url: string } | { refused: string; message: string }

/** Starts an embedded PostgreSQL in a Node process of its own, which keeps it until it is told to end or killed. */
export async function startInAProcess(dataDir: string, { asOrdinaryUser = false } = {}) {
  const args = [script, dataDir, ...(asOrdinaryUser ? ['ordinary'] : [])]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const silent = once(child, 'exit').then(([code]) => Promise.reject(new Error(`it ended with ${code}`)))
  const [line] = await Promise.race([once(child.stdout, 'data'), silent])
  silent.catch(() => {})
  return {
    told: JSON.parse(String(line)) as Told,
    kill: () => end(child, () => child.kill('SIGKILL')),
    stop: () => end(child, () => child.stdin.end()),
  }
}

async function end(child: ChildProcess, how: () => void) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  how()
  await ended
}

async function keepOne(dataDir: string, asOrdinaryUser: boolean) {
  const tell = (told: Told) => console.log(JSON.stringify(told))
  try {
    const installation = await (asOrdinaryUser ? asSomebodyElse(dirname(dataDir)) : installedByNpm())
    const { url, stop } = await startEmbeddedPostgres({ dataDir, log: console.error, installation })
    tell({ url })
    await text(process.stdin)
    await stop()
  } catch (error) {
    tell({ refused: (error as Error).name, message: (error as Error).message })
  }
}

/** Gives up being root. Whoever we are then may not be able to see the project (in /root), hence the copy. */
async function asSomebodyElse(place: string) {
  if (process.getuid?.() !== 0) return installedByNpm()
  const installation = await reachable(await installedByNpm(), 'nobody', join(place, 'shelf'))
  process.setgroups!([])
  process.setgid!(ORDINARY)
  process.setuid!(ORDINARY)
  return installation
}

if (process.argv[1] === script) await keepOne(process.argv[2]!, process.argv[3] === 'ordinary')
