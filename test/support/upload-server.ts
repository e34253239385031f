import { openDatabase } from '../../server/platform/database/open.ts'
import { openFileStore } from '../../server/platform/files/open.ts'
import { filesApp } from './files-app.ts'

// A server that takes uploads, as a process of its own so that a test can kill it. Says where it listens.
const [databaseUrl = '', filesUrl = ''] = process.argv.slice(2)
const { url } = await filesApp({ db: openDatabase({ url: databaseUrl }), files: openFileStore(filesUrl) })
process.stdout.write(`${url}\n`)
