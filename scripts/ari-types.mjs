// `node scripts/ari-types.mjs <folder of rest-api>`: writes telephony-adapter/asterisk/ari-types.gen.ts anew, from an
// exchange's own description. Runs on the pinned Node 24 (node_modules/.bin/node), which reads TypeScript.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ariTypes } from './lib/ari-types.ts'

const root = join(import.meta.dirname, '..')
const folder =
  process.argv[2] ?? join(homedir(), '.cache/onewindow/asterisk/root/usr/share/asterisk/rest-api')
const file = join(root, 'telephony-adapter/asterisk/ari-types.gen.ts')
writeFileSync(file, ariTypes(folder))
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', file], { stdio: 'inherit' })
