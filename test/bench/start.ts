import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../support/parts.ts'
import type { Bench } from './figure.ts'

const START = join(import.meta.dirname, '../../scripts/start.mjs')
const KB = 1024

/** `npm start` in an empty folder, then once more: seconds until it says that it is ready, and what it then holds. */
export const start: Bench = {
  name: 'start',
  async measure(say) {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-bench-'))
    try {
      const first = await startOnce(dataDir)
      const second = await startOnce(dataDir)
      say(`first ${first.seconds} s, later ${second.seconds} s`)
      return [
        { name: 'start.cold', value: first.seconds, unit: 's', limit: 5, better: 'lower' },
        { name: 'start.cold.later', value: second.seconds, unit: 's', limit: 2, better: 'lower' },
        { name: 'start.memory', value: first.megabytes, unit: 'MB', limit: 400, better: 'lower' },
        { name: 'start.memory.later', value: second.megabytes, unit: 'MB', limit: 400, better: 'lower' },
      ]
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

async function startOnce(dataDir: string) {
  const began = performance.now()
  const child = spawn(process.execPath, [START], {
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await says(child, 'OneWindow is ready')
  const seconds = (performance.now() - began) / 1000
  await wait(3000)
  const megabytes = (await residentKilobytes(child.pid ?? 0)) / KB
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  return { seconds, megabytes }
}

const says = (child: ChildProcess, words: string) =>
  new Promise<void>((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      if (said.includes(words)) resolve()
    })
    child.once('exit', () => reject(new Error(`ended before it was ready: ${said}`)))
  })

/** Proportional set size of a process and all below it: memory that several share (PostgreSQL's) counts once. */
async function residentKilobytes(root: number): Promise<number> {
  const parents = new Map<number, number>()
  for (const pid of (await readdir('/proc')).map(Number).filter(Boolean)) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (parent) parents.set(pid, parent)
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid)!))
  let total = 0
  for (const pid of parents.keys())
    if (isBelow(pid)) {
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
      total += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0)
    }
  return total
}
