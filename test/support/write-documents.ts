import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../server/platform/database/embedded.ts'
import { serverOn } from './in-process.ts'
import { renderPermissions } from './permission-table.ts'

const DOCS = join(import.meta.dirname, '../../docs')
const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-documents-'))
const postgres = await startEmbeddedPostgres({ dataDir, log: () => {}, tuning: 'throw-away' })
const server = await serverOn(postgres.url)
await writeFile(join(DOCS, 'openapi.json'), `${JSON.stringify(server.app.swagger(), null, 1)}\n`)
await writeFile(join(DOCS, 'permissions.md'), await renderPermissions(server.app, server.deps.db))
await server.close()
await postgres.stop()
await rm(dataDir, { recursive: true, force: true })
process.exit(0)
