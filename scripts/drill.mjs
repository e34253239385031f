// `npm run drill`: takes the parts of the telephone away one after the other, against two real exchanges on this
// machine, and prints what was lost and how long each switch took. See docs/operations.md.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, runtimeOrExit } from './lib/runtime.mjs'

const { status } = spawnSync(runtimeOrExit(), [join(root, 'test/drill/main.ts')], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(status ?? 1)
