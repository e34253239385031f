// Makes the sounds that callers hear from their texts with espeak-ng: `npm run prompts [folder]`. Give the folder to the
// exchange (docs/operations.md); an uploaded recording replaces any of them.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, runtimeOrExit } from './lib/runtime.mjs'

const folder = process.argv[2] ?? join(root, 'telephony-adapter/prompts/sounds')
const script = `
  const { makePrompts } = await import(${JSON.stringify(join(root, 'telephony-adapter/prompts/make.ts'))})
  try {
    console.log(await makePrompts(${JSON.stringify(folder)}), 'sounds made in', ${JSON.stringify(folder)})
  } catch (error) {
    console.error(error.message + '. Install it (Debian: apt-get install espeak-ng) and run this again.')
    process.exitCode = 1
  }`
const { status } = spawnSync(runtimeOrExit(), ['--input-type=module', '-e', script], { stdio: 'inherit' })
process.exit(status ?? 1)
