import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import { openDatabase } from '../../server/platform/database/open.ts'
import { databaseUrlOf } from '../support/embedded-url.ts'
import { layEntry, laySystem } from '../support/knowledge-ground.ts'
import { freePort, startPart } from '../support/parts.ts'
import { type Bench, median, percentile } from './figure.ts'

const ENTRIES = 1500
const SYSTEMS = 30
const RATE = 200
const CONNECTIONS = 20
const SECONDS = 10
const ROUNDS = 3
const LIMIT_MS = 100
const BODY = `## 步驟\n\n${Array.from({ length: 8 }, (_, n) => `${n + 1}. 在**差勤系統**按「功能 ${n + 1}」，確認資料後送出。\n`).join('')}\n${'注意事項：送出前請先確認加班單已核准，並檢查時數。'.repeat(20)}`

/**
 * Pages of entries as visitors read them, few of them often and many seldom, on the embedded edition: the time of 95 in
 * 100 at 200 a second, and how many go at most, against a bare Fastify route that sends as many bytes.
 */
export const knowledgePage: Bench = {
  name: 'knowledge.page',
  async measure(say) {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-bench-'))
    const server = await startPart('server', { DATA_DIR: dataDir, LOG_LEVEL: 'error' })
    const db = openDatabase({ url: await databaseUrlOf(dataDir) })
    try {
      const systems: number[] = []
      for (let n = 0; n < SYSTEMS; n++) systems.push(await laySystem(db, `系統${n}`))
      const numbers: string[] = []
      for (let n = 0; n < ENTRIES; n++) {
        const { number } = await layEntry(db, {
          title: `功能 ${n} 怎麼操作？`,
          body: BODY,
          systemIds: [systems[n % SYSTEMS]!],
          tags: [`標籤${n % 40}`],
        })
        numbers.push(number)
      }
      say(`${ENTRIES} entries written`)
      const paths = readSeldomAndOften(numbers).map((number) => `/qa/${number}`)
      const page = await (await fetch(`${server.url}${paths[0]}`)).arrayBuffer()
      const bare = await startBare(page.byteLength)
      try {
        // The first readers of all pay for what is compiled.
        await paced(server.url, paths, 3)
        const times: number[] = []
        const shares: number[] = []
        const rates: number[] = []
        for (let round = 0; round < ROUNDS; round++) {
          const steady = await paced(server.url, paths, SECONDS)
          const most = await fire(server.url, paths, 5)
          const reference = await fire(bare.url, ['/page'], 5)
          const at = [50, 95, 100].map((n) => percentile(steady, n).toFixed(1)).join(', ')
          say(`at ${RATE}/s p50, p95, longest: ${at} ms; most ${most}/s, bare ${reference}/s`)
          times.push(percentile(steady, 95))
          shares.push(most / reference)
          rates.push(most)
        }
        return [
          { name: 'knowledge.page', value: median(times), unit: 'ms', limit: LIMIT_MS, better: 'lower' },
          { name: 'knowledge.page.share', value: median(shares), unit: 'of bare' },
          { name: 'knowledge.page.rate', value: median(rates), unit: 'pages/s' },
          { name: 'knowledge.page.bytes', value: page.byteLength, unit: 'bytes' },
        ]
      } finally {
        bare.kill()
      }
    } finally {
      await db.destroy()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

/** The nth is read 1/n as often as the first, in an order that is the same each time. */
function readSeldomAndOften(numbers: readonly string[]): string[] {
  let seed = 20_261_122
  const chance = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  return Array.from({ length: 4000 }, () => numbers[Math.floor(numbers.length ** chance()) - 1]!)
}

/**
 * Milliseconds of each request at an even pace, from when it was due: one that had to wait for others counts its wait.
 */
async function paced(url: string, paths: readonly string[], seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const began = performance.now()
  const asked: Promise<number>[] = []
  for (let n = 0; n < RATE * seconds; n++) {
    const due = began + (n * 1000) / RATE
    const early = due - performance.now()
    if (early > 0) await wait(early)
    asked.push(read(`${url}${paths[n % paths.length]}`, agent).then(() => performance.now() - due))
  }
  const times = await Promise.all(asked)
  agent.destroy()
  return times
}

const read = (url: string, agent: Agent) =>
  new Promise<void>((resolve, reject) => {
    get(url, { agent }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url}: ${answer.statusCode}`))
      answer.resume().once('end', resolve)
    }).once('error', reject)
  })

/** How many a second go at most. */
async function fire(url: string, paths: readonly string[], seconds: number): Promise<number> {
  const {
    '2xx': answered,
    non2xx,
    errors,
    duration,
  } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: paths.map((path) => ({ method: 'GET' as const, path })),
  })
  if (non2xx > 0 || errors > 0) throw new Error(`${url}: ${non2xx} refused, ${errors} errors`)
  return Math.round(answered / duration)
}

async function startBare(bytes: number) {
  const port = await freePort()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-page.ts')], {
    env: { PATH: process.env['PATH'] ?? '', BYTES: String(bytes), PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 200; tries++) {
    if ((await fetch(`${url}/health/live`).catch(() => undefined))?.ok) break
    await wait(50)
  }
  return { url, kill: () => void child.kill('SIGKILL') }
}
