import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './runtime.mjs'
import { sourceFiles } from './source-files.mjs'

const FOLDERS = ['server', 'client', 'telephony-adapter', 'search']

export const cruised = () => FOLDERS.filter((folder) => existsSync(join(root, folder)))

/** The faults in dependency-cruiser's JSON. A cruise that left files out (it once checked none) is a fault too. */
export function directionFaults(json) {
  const { modules, summary } = JSON.parse(json)
  const seen = new Set(modules.map((module) => module.source))
  const expected = sourceFiles(cruised(), /\.tsx?$/)
  const unseen = expected.filter((path) => !seen.has(path) && !path.endsWith('.d.ts'))
  return {
    faults: [
      ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
      ...unseen.map((path) => `${path} was not looked at`),
      ...(expected.length === 0 ? ['there was nothing to look at'] : []),
    ],
    count: expected.length,
  }
}
