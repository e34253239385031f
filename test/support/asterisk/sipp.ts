import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { CARRIER } from './exchange.ts'

const SCENARIOS = join(import.meta.dirname, 'sipp')

/**
 * Many callers at once, by SIPp: `calls` of them, `perSecond` each second, who stay `staysMs` after somebody answered.
 * Resolves with how many got through, when the last has hung up.
 */
export async function manyCallers(
  sip: { host: string; port: number },
  { to, calls, perSecond, staysMs }: { to: string; calls: number; perSecond: number; staysMs: number },
): Promise<{ answered: number; failed: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'onewindow-sipp-'))
  const options = {
    sf: join(SCENARIOS, 'caller.xml'),
    i: CARRIER,
    mi: CARRIER,
    s: to,
    m: calls,
    r: perSecond,
    l: calls,
    d: staysMs,
    timeout: '300s',
    fd: 1,
    stf: join(folder, 'figures.csv'),
  }
  const args = Object.entries(options).flatMap(([name, value]) => [`-${name}`, String(value)])
  const sipp = spawn(
    process.env['TEST_SIPP'] || 'sipp',
    [`${sip.host}:${sip.port}`, ...args, '-nostdin', '-trace_stat'],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, TERM: 'dumb' } },
  )
  const [complaint] = await Promise.all([
    text(sipp.stderr),
    new Promise<void>((resolve, reject) => sipp.once('error', reject).once('close', () => resolve())),
  ])
  try {
    const [file] = (await readdir(folder)).filter((name) => name.endsWith('.csv'))
    if (!file) throw new Error(`SIPp said nothing of its calls: ${complaint}`)
    const [head = '', ...rows] = (await readFile(join(folder, file), 'utf8')).trim().split('\n')
    const names = head.split(';')
    const last = rows.at(-1)?.split(';') ?? []
    const figure = (name: string) => Number(last[names.indexOf(name)])
    return { answered: figure('SuccessfulCall(C)'), failed: figure('FailedCall(C)') }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
