import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, vi } from 'vitest'
import type { Outside } from '../../search/outside.ts'
import type { SearchEngine } from '../../search/port.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { freshDatabase } from './database.ts'
import { meilisearchServer } from './meilisearch-server.ts'
import { placeOf, processWith, searchingProcess } from './search-process.ts'
import { makeThings } from './search-things.ts'

export const SOON = { timeout: 20_000, interval: 25 }

/** Opens processes of the product, and closes them all. */
function openerAt({ databaseUrl, dataDir }: { databaseUrl: string; dataDir: string }) {
  const opened: { close(): Promise<void> }[] = []
  const noted = <P extends { close(): Promise<void> }>(one: P) => {
    opened.push(one)
    return one
  }
  return {
    /** @param where address of a server; nothing: in memory; `none`: the database alone */
    process: (where?: string) =>
      noted(searchingProcess(databaseUrl, placeOf(where, { databaseUrl, dataDir }))),
    with: (outside: (db: Db) => Outside) => noted(processWith(databaseUrl, outside)),
    async close() {
      for (const one of opened) await one.close()
    },
  }
}

/** What a test opens its processes with. */
export type Ground = {
  open: Pick<ReturnType<typeof openerAt>, 'process' | 'with'>
  meili: { url: string }
}

export const test = base
  .extend('databaseUrl', async ({}, { onCleanup }) => {
    const { url, drop } = await freshDatabase()
    onCleanup(drop)
    return url
  })
  .extend('db', async ({ databaseUrl }, { onCleanup }) => {
    const db = openDatabase({ url: databaseUrl })
    onCleanup(() => db.destroy())
    await makeThings(db)
    return db
  })
  .extend('dataDir', async ({}, { onCleanup }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-search-'))
    onCleanup(() => rm(dataDir, { recursive: true, force: true }))
    return dataDir
  })
  .extend('meili', async ({}, { onCleanup }) => {
    const server = await meilisearchServer()
    onCleanup(() => server[Symbol.asyncDispose]())
    return server
  })
  .extend('open', async ({ databaseUrl, dataDir, db: _ }, { onCleanup }) => {
    const { close, ...opener } = openerAt({ databaseUrl, dataDir })
    onCleanup(close)
    return opener
  })

/** Waits until nothing waits to be told. */
export const allSent = (db: Db) =>
  vi.waitFor(async () => {
    const waiting = await db.selectFrom('searchOutbox').select('key').where('problem', 'is', null).execute()
    expect(waiting).toEqual([])
  }, SOON)

/** Waits until what an engine has is what the database has, of each document the same revision. */
export async function inStep(db: Db, engine: SearchEngine) {
  await allSent(db)
  await vi.waitFor(async () => expect(await revisionsOf(engine)).toEqual(await keptRevisions(db)), SOON)
}

export const keptRevisions = async (db: Db) =>
  (await db.selectFrom('searchDocuments').select(['key', 'rev']).where('kind', '<>', '').execute())
    .map(({ key, rev }) => `${key} ${rev}`)
    .sort()

export async function revisionsOf(engine: SearchEngine): Promise<string[]> {
  const all: string[] = []
  for (let after = ''; ; ) {
    const page = await engine.revisions(after, 1000)
    all.push(...page.map(({ key, rev }) => `${key} ${rev}`))
    const last = page.at(-1)
    if (!last || page.length < 1000) return all.sort()
    after = last.key
  }
}

/** Key and title of everything that the database finds. */
export async function foundThings(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('searchDocuments')
    .select(['key', 'title'])
    .where('kind', '<>', '')
    .execute()
  return rows.map(({ key, title }) => `${key} ${title}`).sort()
}
