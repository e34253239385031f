// Writes the documents that are made from the code: docs/openapi.json and docs/permissions.md.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, runtimeOrExit } from './lib/runtime.mjs'

const { status } = spawnSync(runtimeOrExit(), [join(root, 'test/support/write-documents.ts')], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(status ?? 1)
