import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { EmbeddedPostgres } from '../../../server/platform/database/embedded.ts'
import { startThrowAwayPostgres } from '../../../server/platform/database/embedded.ts'
import type { Installation } from '../../../server/platform/database/embedded-binaries.ts'

/**
 * The server for this run: the one named by `TEST_DATABASE_URL`; else a throw-away one, of the installation whose
 * `bin` folder `TEST_POSTGRES_BIN` names, or of the product's own.
 */
export async function startPostgres(): Promise<EmbeddedPostgres> {
  const url = process.env['TEST_DATABASE_URL']
  if (url) return { url, stop: async () => {} }
  const bin = process.env['TEST_POSTGRES_BIN']
  return startThrowAwayPostgres({
    log: (line) => console.error(`PostgreSQL: ${line}`),
    ...(bin && { installation: await installationIn(bin) }),
  })
}

async function installationIn(bin: string): Promise<Installation> {
  const { stdout } = await promisify(execFile)(join(bin, 'postgres'), ['--version'])
  return { folder: resolve(bin, '..'), major: Number.parseInt(stdout.replace(/^\D+/, ''), 10) }
}
