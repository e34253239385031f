import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'
import { root } from './runtime.mjs'

const dist = join(root, 'client/dist')

/** Builds what browsers load if that was never done or its sources have changed since. Returns the exit code. */
export async function buildClientIfStale(runtime) {
  if (newest(join(root, 'client'), dist) <= newest(dist)) return 0
  return run(runtime, [join(root, 'scripts/build.mjs')], { cwd: root })
}

/** When something in this folder was last changed, in ms; 0 if there is no such folder. */
function newest(folder, except) {
  let entries
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return 0
  }
  const times = entries.map((entry) => {
    const path = join(folder, entry.name)
    if (path === except) return 0
    return entry.isDirectory() ? newest(path, except) : statSync(path).mtimeMs
  })
  return Math.max(0, ...times)
}
