import { findingBy } from '../../search/finding.ts'
import { meilisearchEngine } from '../../search/meilisearch/engine.ts'
import type { Outside, SearchIndex } from '../../search/outside.ts'
import { postgresEngine } from '../../search/postgres/engine.ts'
import { vocabularyIn } from '../../search/postgres/vocabulary.ts'
import { openSearch } from '../../server/open-search.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { keepSearch } from '../../server/search/keeping/keeper.ts'
import { behindSeconds } from '../../server/search/keeping/outbox.ts'
import { quietLog } from './quiet-log.ts'
import { thingSource } from './search-things.ts'

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

/** @param where address of a server; undefined: in memory; `none`: the database */
export const placeOf = (
  where: string | undefined,
  { databaseUrl, dataDir }: { databaseUrl: string; dataDir: string },
): Where => ({
  dataDir,
  ...(where === 'none' ? { databaseUrl } : where !== undefined && { meiliUrl: where }),
})

/**
 * A process of the product, as far as it searches and keeps what is found true; on a pool of its own.
 * @param through what its database is asked through
 */
export function searchingProcess(url: string, where: Where, through: (db: Db) => Db = (db) => db) {
  const db = through(openDatabase({ url }))
  const now = () => new Date()
  const { search, searchIndex, closeSearch } = openSearch(
    { meiliUrl: undefined, meiliKey: undefined, databaseUrl: undefined, ...where },
    { db, now, log: quietLog },
  )
  return inProcess(db, { search, searchIndex, close: closeSearch })
}

/** The same with an engine of the test's own. */
export function processWith(url: string, outsideOf: (db: Db) => Outside) {
  const db = openDatabase({ url })
  const outside = outsideOf(db)
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

/** Meilisearch, or what stands in for it, as the product asks it. */
export const outsideAt = (
  url: string,
  db: Db,
  more: { findMs?: number; key?: string | undefined; name?: string } = {},
): Outside => {
  const engine = meilisearchEngine({ url, vocabulary: vocabularyIn({ db, now: () => new Date() }), ...more })
  return { engine, isFilled: async () => (await engine.open()).isFilled }
}
