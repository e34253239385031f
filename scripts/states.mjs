// `node scripts/states.mjs`: whether docs/states.md is what the table of states says; with --write it is written anew.
// Runs on the pinned Node 24 (node_modules/.bin/node), which reads TypeScript.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { statesDocument } from './lib/states-document.ts'

const path = join(import.meta.dirname, '../docs/states.md')
if (process.argv.includes('--write')) await writeFile(path, statesDocument())
else if ((await readFile(path, 'utf8').catch(() => '')) !== statesDocument()) {
  console.error('docs/states.md is not what server/cases/rules.ts says: run node scripts/states.mjs --write')
  process.exitCode = 1
}
