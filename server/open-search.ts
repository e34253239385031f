import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { demandAbreast, findingBy } from '../search/finding.ts'
import { meilisearchEngine } from '../search/meilisearch/engine.ts'
import { minisearchEngine } from '../search/minisearch/engine.ts'
import type { Outside, SearchIndex } from '../search/outside.ts'
import { EngineAway } from '../search/port.ts'
import { postgresEngine } from '../search/postgres/engine.ts'
import { type Vocabulary, vocabularyIn } from '../search/postgres/vocabulary.ts'
import type { Config } from './config.ts'
import type { Deps } from './platform/deps.ts'
import { behindSeconds } from './search/keeping/outbox.ts'

type Given = Pick<Config, 'meiliUrl' | 'meiliKey' | 'databaseUrl' | 'dataDir'>

/**
 * The engine that this configuration names: Meilisearch; else, where nobody shares the database with us, one in a
 * thread of this process; else the database. Nobody waits for it: until it can answer, the database does.
 */
export function openSearch(config: Given, { db, now, log }: Pick<Deps, 'db' | 'now' | 'log'>) {
  const vocabulary = vocabularyIn({ db, now })
  const database = postgresEngine({ db, vocabulary })
  const outside = outsideOf(config, vocabulary, log)
  const finding = findingBy({
    engine: outside?.engine ?? database,
    fallback: database,
    vocabulary,
    behindSeconds: () => behindSeconds(db),
    onTurn: (away) =>
      away
        ? log.warn({ why: away.why }, 'search: the engine is away; the database answers')
        : log.info('search: the engine answers again'),
  })
  const searchIndex: SearchIndex = {
    database,
    outside,
    fares: finding.fares,
    async check() {
      if (!outside) return
      if (!(await outside.isFilled())) throw new EngineAway('The engine is empty; it is being filled.')
      demandAbreast(await behindSeconds(db))
    },
  }
  return { search: finding, searchIndex, closeSearch: async () => outside?.engine.close() }
}

function outsideOf(
  { meiliUrl, meiliKey, databaseUrl, dataDir }: Given,
  vocabulary: Vocabulary,
  log: FastifyBaseLogger,
): Outside | undefined {
  if (meiliUrl !== undefined) {
    const engine = meilisearchEngine({ url: meiliUrl, key: meiliKey, vocabulary })
    return { engine, isFilled: async () => (await engine.open()).isFilled }
  }
  return databaseUrl === undefined ? inThread(join(dataDir, 'search/index.gz'), log) : undefined
}

function inThread(file: string, log: FastifyBaseLogger): Outside {
  const engine = minisearchEngine({ file, log })
  return {
    engine,
    async isFilled() {
      // Answered when the file was read, if there is one.
      await engine.revisions('', 1)
      try {
        await engine.find({ text: '', reader: [], most: 1 })
        return true
      } catch (error) {
        if (error instanceof EngineAway) return false
        throw error
      }
    },
  }
}
