import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'
import { root } from './runtime.mjs'

/**
 * Runs vitest once, with `folder` for its temporary files. Returns how many tests passed and failed, and the names of
 * those that failed or were skipped; a file that could not be run, or an error outside of any test, counts as one failed.
 */
export async function vitest(runtime, args, environment, folder) {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const command = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args]
  const code = await run(runtime, command, { cwd: root, env: { ...environment, TMPDIR: folder } })
  const { passed, failures, skipped } = counted(report)
  const failed = code === 0 ? failures.length : Math.max(failures.length, 1)
  return { passed, failed, failures, skipped, brokenOff: code > 128 }
}

function counted(report) {
  let files
  try {
    files = JSON.parse(readFileSync(report, 'utf8')).testResults
  } catch {
    return { passed: 0, failures: ['no report of the tests was written'], skipped: [] }
  }
  const tests = files.flatMap((file) => file.assertionResults)
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failures: [
      ...tests.filter(({ status }) => status === 'failed').map((test) => test.fullName),
      ...broken.map(({ name }) => name),
    ],
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map((test) => test.fullName),
  }
}
