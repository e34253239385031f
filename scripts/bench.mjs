// `npm run bench -- --json NAME…`: measures the figures whose names begin so; all of them without a name.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, runtimeOrExit } from './lib/runtime.mjs'

const { status } = spawnSync(runtimeOrExit(), [join(root, 'test/bench/main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(status ?? 1)
