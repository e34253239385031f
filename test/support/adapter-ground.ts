import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { openAdapter } from '../../telephony-adapter/adapter.ts'
import { realClock } from '../../telephony-adapter/clock.ts'
import type { Exchange } from '../../telephony-adapter/exchange.ts'
import { remoteTelephony } from '../../telephony-adapter/remote/remote.ts'
import { telephonyApp } from '../../telephony-adapter/serve/app.ts'
import { simulatedExchange } from '../../telephony-adapter/simulator/exchange.ts'
import { lend } from './exchange-over-ipc.ts'
import { freezeProcess } from './freeze.ts'
import { freePort } from './parts.ts'
import { quietLog } from './quiet-log.ts'

export const ADAPTER_KEY = 'a key of the telephone for the tests'

const simulated = (name = 'pbx-a', site = 'nantou') =>
  simulatedExchange({ name, site, clock: realClock, seed: 7 })

const freshFolder = () => mkdtemp(join(tmpdir(), 'telephony-'))

/** An adapter in this process, on one simulated exchange. */
export async function adapterHere(given: { dir?: string; exchanges?: Exchange[] } = {}) {
  const dir = given.dir ?? (await freshFolder())
  const { exchange, world } = simulated()
  const adapter = await openAdapter({ exchanges: given.exchanges ?? [exchange], dir, log: quietLog })
  // Until it is followed the exchange keeps calls to itself.
  await vi.waitFor(() => {
    if (adapter.health().status === 'unavailable') throw new Error('not up')
  })
  return {
    adapter,
    telephony: adapter,
    world,
    dir,
    async close() {
      await adapter.close()
      world.end()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** The same, and served; `telephony` is the server's end of the link. */
export async function adapterServed(given: { heartbeatMs?: number } = {}) {
  const here = await adapterHere()
  const app = telephonyApp({ adapter: here.adapter, key: ADAPTER_KEY, ...given })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const telephony = remoteTelephony({ url, key: ADAPTER_KEY, log: quietLog, ...given })
  return {
    ...here,
    url,
    telephony,
    async close() {
      await telephony.close()
      await app.close()
      await here.close()
    },
  }
}

/** An adapter in a process of its own, which can be killed while the exchanges and their calls live on. */
export async function adapterApart() {
  const dir = await freshFolder()
  const { exchange, world } = simulated()
  const port = await freePort()
  const nameplate = { name: exchange.name, site: exchange.site, isSimulated: true, phoneUrl: null }
  let child: ReturnType<typeof fork>
  let ended: Promise<void>
  let steps = 0
  let dieAt = 0

  function start() {
    child = fork(
      join(import.meta.dirname, 'adapter-process.ts'),
      [dir, String(port), ADAPTER_KEY, JSON.stringify([nameplate])],
      { serialization: 'advanced', execArgv: [] },
    )
    const mine = child
    ended = new Promise((resolve) => mine.once('exit', () => resolve()))
    // Each process is another program to the exchange, as each start of Asterisk's client is.
    lend([world.anotherAdapter()], child, () => {
      if (++steps === dieAt) mine.kill('SIGKILL')
    })
  }
  start()
  const telephony = remoteTelephony({ url: `http://127.0.0.1:${port}`, key: ADAPTER_KEY, log: quietLog })
  return {
    telephony,
    world,
    url: `http://127.0.0.1:${port}`,
    steps: () => steps,
    isUp: () =>
      vi.waitFor(
        async () => {
          const { exchanges } = await telephony.snapshot()
          if (exchanges[0]?.state !== 'up') throw new Error('not up')
        },
        { timeout: 20_000, interval: 20 },
      ),
    /** It is killed before or after the nth thing from now that is asked of the exchange. */
    dieAfter(n: number) {
      dieAt = steps + n
    },
    untilDead: () => ended,
    kill() {
      child.kill('SIGKILL')
      return ended
    },
    freeze: () => freezeProcess(child.pid!),
    thaw: () => void child.kill('SIGCONT'),
    restart: start,
    async close() {
      await telephony.close()
      child.kill('SIGKILL')
      await ended
      world.end()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
