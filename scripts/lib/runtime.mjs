// Plain JavaScript for any Node from 20: it runs before the pinned runtime is found.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The Node that the sources are written for: it runs TypeScript without a build and without flags. */
const NEEDED = Number(readFileSync(join(root, '.nvmrc'), 'utf8'))

export const runsHere = () => Number(process.versions.node.split('.')[0]) >= NEEDED

/**
 * The pinned Node's executable: the one running us if it will do, else the `node` package's. Where npm did not run
 * that package's install script, runs it now. Undefined when there is none to be had.
 */
function findRuntime() {
  if (runsHere()) return process.execPath
  return installed() ?? (install() ? installed() : undefined)
}

/** As `findRuntime`; without one, says what to do and ends this process. */
export function runtimeOrExit() {
  const runtime = findRuntime()
  if (runtime) return runtime
  console.error(
    `找不到 Node ${NEEDED}（目前執行的是 ${process.version}）。請在有網路的環境執行「npm ci」，` +
      `若 npm 不執行安裝指令碼，請再執行「npm rebuild node」，或自行安裝 Node ${NEEDED} 後重試。\n` +
      `Node ${NEEDED} is missing (this is ${process.version}). Run "npm ci" where the network is; if npm does not ` +
      `run install scripts, then "npm rebuild node"; or install Node ${NEEDED} yourself.`,
  )
  process.exit(1)
}

function installed() {
  const [platform, executable] =
    process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'bin/node']
  const packages = ['node', 'node-bin'].map((name) => `${name}-${platform}-${process.arch}`)
  const places = ['node', ...packages.flatMap((name) => [`node/node_modules/${name}`, name])]
  return places.map((place) => join(root, 'node_modules', place, executable)).find(isNeededVersion)
}

function isNeededVersion(file) {
  if (!existsSync(file)) return false
  try {
    const version = execFileSync(file, ['--version'], { encoding: 'utf8' })
    return Number(version.slice(1).split('.')[0]) >= NEEDED
  } catch {
    return false
  }
}

function install() {
  const folder = join(root, 'node_modules/node')
  if (!existsSync(folder)) return false
  // What npm tells the scripts it runs would send this npm to the project's own folder.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))
  const script = ['installArchSpecificPackage.js']
  return spawnSync(process.execPath, script, { cwd: folder, env, stdio: ['ignore', 2, 2] }).status === 0
}
