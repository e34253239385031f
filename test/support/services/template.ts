import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { migrate, openDatabase } from '../../../server/platform/database/open.ts'
import { onServer, withDatabase } from './databases.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../server/migrations')

/**
 * The name of a migrated, empty database on this server to clone. It depends on what the migrations say, so that one
 * made of others is never used; it appears under that name only when it is complete.
 */
export async function makeTemplate(serverUrl: string): Promise<string> {
  const name = `template_${await fingerprint()}`
  return onServer(serverUrl, async (server) => {
    if (await exists(server, name)) return name
    const draft = `draft_${randomUUID().replaceAll('-', '')}`
    await server.query(`create database ${draft}`)
    const db = openDatabase({ url: withDatabase(serverUrl, draft) })
    await migrate(db).finally(() => db.destroy())
    await server.query(`alter database ${draft} allow_connections false`)
    await server.query(`alter database ${draft} rename to ${name}`).catch(async (error) => {
      await server.query(`drop database ${draft} with (force)`)
      if (!(await exists(server, name))) throw error
    })
    return name
  })
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of (await readdir(MIGRATIONS, { recursive: true })).sort()) {
    if (file.endsWith('.ts')) hash.update(file).update(await readFile(join(MIGRATIONS, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

async function exists(server: pg.Client, name: string): Promise<boolean> {
  return (await server.query('select from pg_database where datname = $1', [name])).rowCount === 1
}
