import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hardMails } from './all.ts'

// `node test/support/hard-mails/write.ts` writes the collection anew after a change to it.
const FOLDER = join(import.meta.dirname, '../../fixtures/mails')

await mkdir(FOLDER, { recursive: true })
for (const name of await readdir(FOLDER)) await rm(join(FOLDER, name))
for (const { name, bytes, expected } of hardMails) {
  await writeFile(join(FOLDER, `${name}.eml`), bytes)
  await writeFile(join(FOLDER, `${name}.json`), `${JSON.stringify(expected, null, 2)}\n`)
}
console.log(`${hardMails.length} mails`)
