import { randomUUID } from 'node:crypto'
import { test as base, inject } from 'vitest'
import { openDatabase } from '../../server/platform/database/open.ts'
import { onServer, withDatabase } from './services/databases.ts'

/** A migrated, empty database of its own, cloned from the template in about 50 ms. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject('postgresUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, (connection) =>
    connection.query(`create database ${name} template ${inject('template')} strategy file_copy`),
  )
  return {
    url: withDatabase(server, name),
    drop: () =>
      onServer(server, async (connection) => {
        await connection.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

/** `db`, a migrated database shared by the tests of one file: each test makes its own people and cases. */
export const test = base
  .extend('databaseUrl', { scope: 'file' }, async ({}, { onCleanup }) => {
    const { url, drop } = await freshDatabase()
    onCleanup(drop)
    return url
  })
  .extend('db', { scope: 'file' }, async ({ databaseUrl }, { onCleanup }) => {
    const db = openDatabase({ url: databaseUrl })
    onCleanup(() => db.destroy())
    return db
  })

/** As `test`, with a database for each test: for those that count everything there is. */
export const testAlone = base
  .extend('databaseUrl', async ({}, { onCleanup }) => {
    const { url, drop } = await freshDatabase()
    onCleanup(drop)
    return url
  })
  .extend('db', async ({ databaseUrl }, { onCleanup }) => {
    const db = openDatabase({ url: databaseUrl })
    onCleanup(() => db.destroy())
    return db
  })
