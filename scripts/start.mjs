// `npm start`, `npm run worker`, `npm run telephony`: plain JavaScript for any Node from 20.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildClientIfStale } from './lib/client.mjs'
import { run } from './lib/run.mjs'
import { root, runsHere, runtimeOrExit } from './lib/runtime.mjs'

// React renders more slowly unless told that this is not a developer's session.
process.env.NODE_ENV ??= 'production'

const runtime = runtimeOrExit()
const role = process.argv.slice(2)
const main = join(root, 'server/main.ts')

if (role.length === 0 && (await buildClientIfStale(runtime)) !== 0) process.exit(1)

if (runsHere()) {
  // One process, not two: it is the product from here on.
  process.argv = [runtime, main, ...role]
  await import(pathToFileURL(main).href)
} else {
  process.exit(await run(runtime, [main, ...role]))
}
