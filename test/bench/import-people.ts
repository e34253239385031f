import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Import } from '../../server/api.ts'
import { startPart } from '../support/parts.ts'
import { type Bench, percentile } from './figure.ts'
import { askerOf, lightRequests, signIn, until, upload } from './import-helpers.ts'

const ROWS = 100_000
const LIMIT_SECONDS = 60

/**
 * 100,000 people from a CSV file, none of them known, each with an agency, a mail address and two telephones: from the
 * uploaded file to the last row written, read and compared before. One process does it all, answers people and works
 * (the embedded edition); meanwhile somebody asks it for the catalogue of systems twenty times a second.
 */
export const importPeople: Bench = {
  name: 'import.people',
  async measure(say) {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-bench-'))
    const server = await startPart('server', { DATA_DIR: dataDir, LOG_LEVEL: 'error' })
    try {
      const cookie = await signIn(server.url, 'admin')
      const ask = askerOf(server.url, cookie)
      const agencies = await ask<{ code: string }[]>('GET', '/agencies?text=C3')
      const codes = agencies.map(({ code }) => code)
      const before = await lightRequests(`${server.url}/api/systems`, wait(5000))
      const fileId = await upload(server.url, cookie, '人員名冊.csv', peopleOf(codes))
      say(`uploaded; a light request meanwhile idle: p95 ${percentile(before, 95).toFixed(1)} ms`)

      const started = performance.now()
      const ended = (async () => {
        const { id } = await ask<Import>('POST', '/imports', { fileId, subject: 'people' })
        await ask('POST', `/imports/${id}/check`)
        const checked = await until(() => ask<Import>('GET', `/imports/${id}`), 'checked')
        const checkSeconds = (performance.now() - started) / 1000
        say(`checked after ${checkSeconds.toFixed(1)} s: ${JSON.stringify(checked.counts)}`)
        await ask('POST', `/imports/${id}/run`, { moved: 'new-agency', left: 'successor' })
        const done = await until(() => ask<Import>('GET', `/imports/${id}`), 'done')
        if (done.counts.created !== ROWS) throw new Error(`not all came in: ${JSON.stringify(done.counts)}`)
        return { id, checkSeconds, seconds: (performance.now() - started) / 1000 }
      })()
      const during = await lightRequests(`${server.url}/api/systems`, ended)
      const { id, checkSeconds, seconds } = await ended
      const undoStarted = performance.now()
      await ask('POST', `/imports/${id}/undo`)
      const undone = await until(() => ask<Import>('GET', `/imports/${id}`), 'undone')
      if (undone.undone.removed !== ROWS) throw new Error(`not all went: ${JSON.stringify(undone.undone)}`)
      return [
        { name: 'import.people', value: seconds, unit: 's', limit: LIMIT_SECONDS, better: 'lower' },
        { name: 'import.people.check', value: checkSeconds, unit: 's' },
        { name: 'import.people.undo', value: (performance.now() - undoStarted) / 1000, unit: 's' },
        { name: 'import.people.light.p95', value: percentile(during, 95), unit: 'ms' },
        { name: 'import.people.light.max', value: percentile(during, 100), unit: 'ms' },
        { name: 'import.people.light.idle.p95', value: percentile(before, 95), unit: 'ms' },
      ]
    } finally {
      await server.kill()
      // PostgreSQL notices that its parent is gone, and lets go of the folder.
      await wait(2000)
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    }
  },
}

function peopleOf(codes: readonly string[]): Buffer {
  const lines = ['人員代碼,姓名,機關代碼,職稱,電子郵件,電話,分機,手機']
  for (let n = 0; n < ROWS; n++) {
    const digits = String(n).padStart(6, '0')
    lines.push(
      `B${digits},王${String.fromCodePoint(0x4e00 + (n % 20_000))}明,${codes[n % codes.length]},科員,b${digits}@agency.example,02-2397-${digits.slice(-4)},${100 + (n % 900)},0912${digits}`,
    )
  }
  return Buffer.from(lines.join('\r\n'))
}
