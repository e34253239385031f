// `npm test`: everything, proved against real servers and a real browser. `npm test -- <vitest arguments>`: one
// quick run of what they name. Plain JavaScript for any Node from 20.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildClientIfStale } from './lib/client.mjs'
import { runtimeOrExit } from './lib/runtime.mjs'
import { provide } from './lib/services.mjs'
import { vitest } from './lib/vitest.mjs'

const runtime = runtimeOrExit()
const chosen = process.argv.slice(2)

const SAME_ON_ANY_DATABASE = [
  'test/integration/embedded-*.test.ts',
  'test/integration/exchange-*.test.ts',
  'test/integration/telephony-{adapter,crashes,link}.test.ts',
]

/** The database of each run is the product's own, unless it says otherwise. */
const everything = (other) => [
  {
    title: 'Unit and integration tests, embedded PostgreSQL',
    args: ['--project', 'unit', '--project', 'integration'],
  },
  {
    title: 'Integration tests again, the oldest supported PostgreSQL',
    // Those that start the embedded server, or need no database at all, would do the same as before.
    args: ['--project', 'integration', ...SAME_ON_ANY_DATABASE.flatMap((files) => ['--exclude', files])],
    database: other,
  },
  { title: 'Stories in a browser, both editions', args: ['--project', 'e2e'] },
]

async function main() {
  const { environment, stop } = await provide()
  const folder = mkdtempSync(join(tmpdir(), 'onewindow-tests-'))
  // Tests of the private PostgreSQL work as `nobody`.
  chmodSync(folder, 0o755)
  try {
    if ((await buildClientIfStale(runtime)) !== 0) throw new Error('The client could not be built.')
    return await runAll(environment, folder)
  } finally {
    stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

async function runAll({ TEST_DATABASE_URL, TEST_POSTGRES_BIN, ...common }, folder) {
  const { TEST_DATABASE_URL: _, TEST_POSTGRES_BIN: __, ...inherited } = process.env
  const other = TEST_DATABASE_URL ? { TEST_DATABASE_URL } : { TEST_POSTGRES_BIN }
  const total = { passed: 0, failed: 0, failures: [], skipped: [] }
  const runs = chosen.length > 0 ? [{ title: chosen.join(' '), args: chosen }] : everything(other)
  for (const { title, args, database = {} } of runs) {
    console.log(`\n── ${title} ──`)
    const result = await vitest(runtime, args, { ...inherited, ...common, ...database }, folder)
    total.passed += result.passed
    total.failed += result.failed
    total.failures.push(...result.failures)
    total.skipped.push(...result.skipped)
    if (result.brokenOff) break
  }
  return total
}

const { passed, failed, failures, skipped } = await main().catch((error) => {
  console.error(error.message)
  return { passed: 0, failed: 1, failures: [], skipped: [] }
})
for (const name of failures) console.log(`failed: ${name}`)
for (const name of skipped) console.log(`skipped: ${name}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
