import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startThrowAwayPostgres } from '../../server/platform/database/embedded.ts'
import { renderOpenApi, serverOn } from './in-process.ts'
import { renderPermissions } from './permissions-document.ts'

const DOCS = join(import.meta.dirname, '../../docs')
const postgres = await startThrowAwayPostgres({ log: () => {} })
try {
  const server = await serverOn(postgres.url)
  await writeFile(join(DOCS, 'openapi.json'), renderOpenApi(server.app))
  await writeFile(join(DOCS, 'permissions.md'), renderPermissions())
  await server.close()
} finally {
  await postgres.stop()
}
