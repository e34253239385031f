import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, vi } from 'vitest'
import { findingBy } from '../../search/finding.ts'
import { meilisearchEngine } from '../../search/meilisearch/engine.ts'
import type { Outside, SearchIndex } from '../../search/outside.ts'
import type { SearchEngine } from '../../search/port.ts'
import { postgresEngine } from '../../search/postgres/engine.ts'
import { vocabularyIn } from '../../search/postgres/vocabulary.ts'
import { openSearch } from '../../server/open-search.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { keepSearch } from '../../server/search/keeping/keeper.ts'
import { behindSeconds } from '../../server/search/keeping/outbox.ts'
import { freshDatabase } from './database.ts'
import { meilisearchServer } from './meilisearch-server.ts'
import { quietLog } from './quiet-log.ts'
import { makeThings, thingSource } from './search-things.ts'

export const SOON = { timeout: 20_000, interval: 25 }

/** The index where the database is the engine. */
export function databaseAlone(db: Db): SearchIndex {
  const database = postgresEngine({ db, vocabulary: vocabularyIn({ db, now: () => new Date() }) })
  return {
    database,
    outside: undefined,
    fares: () => ({ away: undefined, fallbackAnswers: 0 }),
    check: async () => {},
  }
}

type Where = { meiliUrl?: string; meiliKey?: string | undefined; databaseUrl?: string; dataDir: string }

/** A process of the product, as far as it searches and keeps what is found true; on a pool of its own. */
export function searchingProcess(url: string, where: Where) {
  const db = openDatabase({ url })
  const now = () => new Date()
  const { search, searchIndex, closeSearch } = openSearch(
    { meiliUrl: undefined, meiliKey: undefined, databaseUrl: undefined, ...where },
    { db, now, log: quietLog },
  )
  return inProcess(db, { search, searchIndex, close: closeSearch })
}

/** The same with an engine of the test's own. */
export function processWith(url: string, outside: Outside) {
  const db = openDatabase({ url })
  const vocabulary = vocabularyIn({ db, now: () => new Date() })
  const database = postgresEngine({ db, vocabulary })
  const search = findingBy({
    engine: outside.engine,
    fallback: database,
    vocabulary,
    behindSeconds: () => behindSeconds(db),
  })
  const searchIndex = { ...databaseAlone(db), outside, fares: search.fares }
  return inProcess(db, { search, searchIndex, close: () => outside.engine.close() })
}

type Opened = {
  search: ReturnType<typeof findingBy>
  searchIndex: SearchIndex
  close: () => Promise<unknown>
}

function inProcess(db: Db, { search, searchIndex, close }: Opened) {
  const deps = { db, log: quietLog, searchIndex, now: () => new Date() }
  const keeper = keepSearch(deps, [thingSource])
  return {
    ...deps,
    search,
    keeper,
    engine: searchIndex.outside?.engine ?? searchIndex.database,
    /** The keys that anybody finds, and whether the database answered for another. */
    async find(text: string) {
      const { candidates, isFallback } = await search.find({ text, reader: ['public'], most: 1000 })
      return { keys: candidates.map(({ key }) => key).sort(), isFallback }
    },
    async close() {
      await keeper.stop()
      await close()
      await db.destroy()
    },
  }
}

export type SearchingProcess = ReturnType<typeof searchingProcess>

/** Meilisearch as `meilisearchServer` stands in for it, and the engine that asks it. */
export const outsideAt = (url: string, db: Db, findMs = 1500): Outside => {
  const engine = meilisearchEngine({
    url,
    vocabulary: vocabularyIn({ db, now: () => new Date() }),
    findMs,
  })
  return { engine, isFilled: async () => (await engine.open()).isFilled }
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
  .extend('open', async ({ databaseUrl, dataDir, db }, { onCleanup }) => {
    const opened: { close(): Promise<void> }[] = []
    onCleanup(async () => {
      for (const one of opened) await one.close()
    })
    const noted = <P extends { close(): Promise<void> }>(one: P) => {
      opened.push(one)
      return one
    }
    return {
      /** @param meiliUrl none: the engine in memory; `'none'`: the database alone */
      process: (meiliUrl?: string, meiliKey?: string) =>
        noted(
          searchingProcess(databaseUrl, {
            dataDir,
            ...(meiliUrl === 'none' ? { databaseUrl } : meiliUrl !== undefined && { meiliUrl, meiliKey }),
          }),
        ),
      with: (outside: (db: Db) => Outside) => noted(processWith(databaseUrl, outside(db))),
    }
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
