// `npm run check`: format, lint, types, direction of imports, dead code, words, length, licences. One line each; the
// findings of what failed at the end. Plain JavaScript for any Node from 20.
import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { cruised, directionFaults } from './lib/direction.mjs'
import { bannedWords, longFiles } from './lib/house-rules.mjs'
import { root, runtimeOrExit } from './lib/runtime.mjs'

const AT_ONCE = 2
const runtime = runtimeOrExit()

async function output(command, ...args) {
  const path = [dirname(runtime), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { out, err, code }
}

/** A tool that says what is wrong and exits with an error. */
const tool = (name, command, ...args) => ({
  name,
  async run() {
    const { out, err, code } = await output(command, ...args)
    return { faults: code === 0 ? [] : [`${out}${err}`.trim()], note: '' }
  },
})

const CHECKS = [
  tool('types of server and tests', 'tsc', '-p', '.'),
  tool('types of the client', 'tsc', '-p', 'client'),
  tool('format and lint', 'biome', 'ci', '--colors=off', '--max-diagnostics=50', '.'),
  {
    name: 'direction of imports',
    async run() {
      const { out, err } = await output(
        'depcruise',
        ...cruised(),
        '--config',
        '.dependency-cruiser.mjs',
        '--output-type',
        'json',
      )
      if (!out) return { faults: [err], note: '' }
      const { faults, count } = directionFaults(out)
      return { faults, note: `${count} modules` }
    },
  },
  tool('dead code', 'knip', '--no-progress'),
  { name: 'words', run: async () => ({ faults: bannedWords(), note: '' }) },
  {
    name: 'length of files',
    async run() {
      const { tooLong, long, files } = longFiles()
      return {
        faults: tooLong,
        note: [`${files} files, ${long.length} over 200 lines`, ...long].join('\n    '),
      }
    },
  },
  {
    name: 'licences',
    async run() {
      const { out, err, code } = await output(runtime, 'scripts/licences.mjs')
      return code === 0 ? { faults: [], note: out.trim() } : { faults: [`${out}${err}`.trim()], note: '' }
    },
  },
]

const waiting = [...CHECKS]
const failed = []

async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const started = performance.now()
    const { faults, note } = await check.run()
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${faults.length === 0 ? '✓' : '✗'} ${check.name} (${seconds} s)${note && `: ${note}`}`)
    if (faults.length > 0) failed.push({ name: check.name, faults })
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work))
for (const { name, faults } of failed) console.error(`\n── ${name} ──\n${faults.join('\n')}`)
process.exitCode = failed.length > 0 ? 1 : 0
