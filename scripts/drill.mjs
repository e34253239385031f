// `npm run drill`: takes each part of the telephone away at each step of a call, against two real exchanges on this
// machine, and prints what was lost and how long each switch took. `npm run drill -- WORD …`: only what has these words
// in its name. See docs/operations.md.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, runtimeOrExit } from './lib/runtime.mjs'

const { status } = spawnSync(runtimeOrExit(), [join(root, 'test/drill/main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(status ?? 1)
