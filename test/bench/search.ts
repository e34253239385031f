import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { minisearchEngine } from '../../search/minisearch/engine.ts'
import { EngineAway, type SearchEngine } from '../../search/port.ts'
import { postgresEngine } from '../../search/postgres/engine.ts'
import { vocabularyIn } from '../../search/postgres/vocabulary.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { startEmbeddedPostgres } from '../../server/platform/database/embedded.ts'
import { migrate, openDatabase } from '../../server/platform/database/open.ts'
import { MOST_SUGGESTED_FROM } from '../../server/search/ask/suggest.ts'
import { realMeilisearch } from '../support/real-meilisearch.ts'
import { everything, relevanceOf, type Searching, search } from '../support/search-relevance/measure.ts'
import { heldOut, questions } from '../support/search-relevance/questions.ts'
import { type Bench, type Figure, percentile } from './figure.ts'

const RECALL5 = 0.93
const MRR = 0.88
const QUERY_MS: Record<string, number> = { postgres: 30, minisearch: 75 }
const SUGGEST_MS = 50
const LOAD_S = 2
const ROUNDS = 3

/**
 * 23,000 entries in each engine: how well it answers the published questions (`search.recall5`, `search.mrr`), how long
 * a reader waits for an answer that is found, ranked and checked (`search.query`, p95 of both sets of questions), and
 * for suggestions after each character of one that is being typed (`search.suggest`, p95).
 */
export const searchFigures: Bench = {
  name: 'search',
  async measure(say) {
    const folder = await mkdtemp(join(tmpdir(), 'onewindow-bench-'))
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: () => {} })
    const db = openDatabase({ url: postgres.url })
    const file = join(folder, 'index.gz')
    let inMemory = minisearchEngine({ file, log: console })
    try {
      await migrate(db)
      const vocabulary = vocabularyIn({ db, now: () => new Date() })
      const inDatabase = postgresEngine({ db, vocabulary })
      const figures: Figure[] = []
      for (const engine of [inDatabase, inMemory]) {
        const began = performance.now()
        await engine.rebuild(everything())
        const value = (performance.now() - began) / 1000
        say(`${engine.name} built in ${value.toFixed(1)} s`)
        figures.push({ name: `search.rebuild.${engine.name}`, value, unit: 's' })
      }
      await inMemory.close()
      const began = performance.now()
      inMemory = minisearchEngine({ file, log: console })
      await untilThere(inMemory)
      const load = (performance.now() - began) / 1000
      figures.push({ name: 'search.load.minisearch', value: load, unit: 's', limit: LOAD_S, better: 'lower' })
      const engines = [inDatabase, inMemory, ...(await outside(say, db))]
      for (const engine of engines) figures.push(...(await figuresOf({ engine, db, vocabulary }, say)))
      return figures
    } finally {
      await meilisearch?.clean()
      await inMemory.close()
      await db.destroy()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

const meilisearch = realMeilisearch()

/** The Meilisearch that `TEST_MEILI_URL` names, filled; none where there is none. */
async function outside(say: (line: string) => void, db: Db): Promise<SearchEngine[]> {
  if (!meilisearch) {
    say('Meilisearch: not run')
    return []
  }
  const { engine } = meilisearch.outside(db)
  const began = performance.now()
  await engine.rebuild(everything())
  say(`meilisearch built in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return [engine]
}

async function untilThere(engine: SearchEngine) {
  for (;;)
    try {
      return await engine.find({ text: '考績', reader: ['public'], most: 1 })
    } catch (error) {
      if (!(error instanceof EngineAway)) throw error
      await wait(10)
    }
}

async function figuresOf(searching: Searching, say: (line: string) => void): Promise<Figure[]> {
  const { name } = searching.engine
  const { recall5, mrr, missed } = await relevanceOf(searching, questions)
  const other = await relevanceOf(searching, heldOut)
  say(`${name}: held out ${other.recall5.toFixed(3)}, ${other.mrr.toFixed(3)}; not best: ${missed.join(' ')}`)
  const texts = [...questions, ...heldOut].map(({ text }) => text)
  const typed = texts.flatMap((text) => [...text].map((_, i) => [...text].slice(0, i + 1).join('')))
  const query = await timesOf(searching, Array.from({ length: ROUNDS }, () => texts).flat())
  const suggest = await timesOf(searching, typed, MOST_SUGGESTED_FROM)
  say(
    `${name}: query p50 ${percentile(query, 50).toFixed(1)} ms, longest ${percentile(query, 100).toFixed(1)} ms`,
  )
  say(
    `${name}: suggest p50 ${percentile(suggest, 50).toFixed(1)} ms, longest ${percentile(suggest, 100).toFixed(1)} ms`,
  )
  const limit = QUERY_MS[name]
  return [
    {
      name: `search.recall5.${name}`,
      value: recall5,
      unit: 'of the answers',
      limit: RECALL5,
      better: 'higher',
    },
    { name: `search.mrr.${name}`, value: mrr, unit: 'reciprocal rank', limit: MRR, better: 'higher' },
    {
      name: `search.query.${name}`,
      value: percentile(query, 95),
      unit: 'ms',
      ...(limit !== undefined && { limit, better: 'lower' as const }),
    },
    {
      name: `search.suggest.${name}`,
      value: percentile(suggest, 95),
      unit: 'ms',
      limit: SUGGEST_MS,
      better: 'lower',
    },
  ]
}

/** Milliseconds of each, one after the other. */
async function timesOf(searching: Searching, texts: readonly string[], most?: number): Promise<number[]> {
  const times: number[] = []
  for (const text of texts) {
    const began = performance.now()
    await search(searching, text, most)
    times.push(performance.now() - began)
  }
  return times
}
