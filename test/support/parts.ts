import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '../..')
const PATIENCE_MS = 40_000

/** A process of the product, as an operator starts it. */
export type Part = {
  url: string
  pid: () => number
  /** Ends it as a crash does. */
  kill(): Promise<void>
  /** Ends it as an operator does. @returns its exit code */
  stop(): Promise<number | null>
  /** Starts it again on the same port. */
  start(): Promise<void>
  /** Everything it wrote. */
  output(): string
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Starts one part and waits until it can serve. */
export async function startPart(
  role: 'server' | 'worker' | 'telephony',
  environment: Record<string, string>,
): Promise<Part> {
  const port = await freePort()
  let child: ChildProcess
  let output = ''
  const ended = () =>
    new Promise<number | null>((resolve) =>
      child.exitCode !== null || child.signalCode !== null
        ? resolve(child.exitCode)
        : child.once('exit', resolve),
    )
  const part: Part = {
    url: `http://127.0.0.1:${port}`,
    pid: () => child.pid ?? 0,
    output: () => output,
    async kill() {
      child.kill('SIGKILL')
      await ended()
    },
    async stop() {
      child.kill('SIGTERM')
      return ended()
    },
    async start() {
      child = spawn(process.execPath, [join(ROOT, 'server/main.ts'), role], {
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: process.env['HOME'] ?? '',
          PORT: String(port),
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (bytes: Buffer) => {
          output += bytes.toString()
        })
      await untilReady(part, () => child.exitCode !== null || child.signalCode !== null)
    },
  }
  try {
    await part.start()
  } catch (error) {
    // Nobody else knows of a part that does not start.
    await part.kill()
    throw error
  }
  return part
}

async function untilReady(part: Part, gone: () => boolean) {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    if (gone()) throw new Error(`the part ended instead of starting:\n${part.output()}`)
    const answer = await fetch(`${part.url}/health/live`).catch(() => undefined)
    if (answer?.ok) return
    if (Date.now() > deadline) throw new Error(`not ready in ${PATIENCE_MS} ms:\n${part.output()}`)
    await wait(50)
  }
}
