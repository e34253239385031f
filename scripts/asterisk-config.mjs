// `node scripts/asterisk-config.mjs <values.json> <folder>`: writes the files of one exchange, from the templates in
// deploy/asterisk. Runs on the pinned Node 24 (node_modules/.bin/node), which reads TypeScript.
import { mkdirSync, readFileSync } from 'node:fs'
import { writeExchangeFiles } from './lib/exchange-files.ts'

const [values, folder] = process.argv.slice(2)
if (!values || !folder) {
  console.error('node scripts/asterisk-config.mjs <values.json> <folder>')
  process.exit(2)
}
mkdirSync(folder, { recursive: true })
try {
  const files = writeExchangeFiles(JSON.parse(readFileSync(values, 'utf8')), folder)
  console.log(`${files.length} files in ${folder}: ${files.join(', ')}`)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
