import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { test as base } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/platform/database/embedded.ts'

export const test = base
  .extend('before', { scope: 'file' }, async ({}, { onCleanup }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-embedded-'))
    onCleanup(() => rm(dataDir, { recursive: true, force: true }))
    await (await startEmbeddedPostgres({ dataDir, log: console.error, tuning: 'throw-away' })).stop()
    return dataDir
  })
  /** A folder that only we can enter. */
  .extend('dataDir', async ({}, { onCleanup }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-embedded-'))
    onCleanup(() => rm(dataDir, { recursive: true, force: true }))
    return dataDir
  })
  /** The same with a database in it that was in use before, elsewhere. */
  .extend('furnished', async ({ dataDir, before }) => {
    await cp(before, dataDir, { recursive: true })
    return dataDir
  })
  .extend('log', () => [] as string[])
  /** Starts one there, as quick as can be; ended after the test, also if the test ends it first. */
  .extend('start', async ({ dataDir, log }, { onCleanup }) => {
    const started: EmbeddedPostgres[] = []
    onCleanup(async () => {
      for (const { stop } of started) await stop()
    })
    return async (options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}) => {
      const server = await startEmbeddedPostgres({
        dataDir,
        log: (line) => log.push(line),
        tuning: 'throw-away',
        ...options,
      })
      started.push(server)
      return server
    }
  })

/** The rows of one query on a connection of its own. */
export async function ask(url: string, query: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(query, values)).rows
  } finally {
    await client.end()
  }
}

export const serverProcess = async (dataDir: string) =>
  Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])

/** Something committed, to be looked for later. */
export const keepCase = (url: string) => ask(url, `create table kept as select '115-000731' as number`)
export const keptCases = (url: string) => ask(url, 'select number from kept')
export const CASE = [{ number: '115-000731' }]
