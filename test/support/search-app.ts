import { findingBy } from '../../search/finding.ts'
import { EngineAway, type SearchEngine } from '../../search/port.ts'
import { postgresEngine } from '../../search/postgres/engine.ts'
import { vocabularyIn } from '../../search/postgres/vocabulary.ts'
import { entryFinder } from '../../server/knowledge/at-case/finder.ts'
import { knowledgeAtCaseRoutes } from '../../server/knowledge/at-case/routes.ts'
import { makeFindable } from '../../server/knowledge/editing/searchable.ts'
import { type Db, transact } from '../../server/platform/database/database.ts'
import type { Hit } from '../../server/search/api.ts'
import { searchRoutes } from '../../server/search/routes.ts'
import { searched } from '../../server/search-sources.ts'
import { knowledgeApp } from './knowledge-app.ts'
import { type Entry, layEntry } from './knowledge-ground.ts'

/** A clock of which no two readings are alike: what is kept for a while is read anew each time. */
export function flyingClock(from = '2026-11-22T01:00:00Z') {
  let at = Date.parse(from)
  return () => {
    at += 120_000
    return new Date(at)
  }
}

/** A server with Q&A and the search over it. */
export async function searchApp(db: Db, now = flyingClock()) {
  const server = await knowledgeApp(db, now)
  const vocabulary = vocabularyIn({ db, now })
  const inDatabase = postgresEngine({ db, vocabulary })
  let isAway = false
  const engine: SearchEngine = {
    ...inDatabase,
    async find(question) {
      if (isAway) throw new EngineAway()
      return inDatabase.find(question)
    },
  }
  const search = findingBy({ engine, fallback: inDatabase, vocabulary })
  const deps = { ...server.deps, search }
  await server.app.register(searchRoutes(searched)(deps), { prefix: '/api' })
  await server.app.register(knowledgeAtCaseRoutes(entryFinder(deps))(deps), { prefix: '/api' })
  return {
    ...server,
    deps,
    /** The engine is away from now on, or there again. */
    away: (is: boolean) => {
      isAway = is
    },
  }
}

/** Writes an entry that can be found. */
export async function layFindable(db: Db, entry: Entry = {}) {
  const laid = await layEntry(db, entry)
  await transact(db, (trx) => makeFindable(trx, [laid.id]))
  return laid
}

export const asked = (text: string, more = '') => `GET /api/search?text=${encodeURIComponent(text)}${more}`
export const typed = (text: string, more = '') =>
  `GET /api/search/suggestions?text=${encodeURIComponent(text)}${more}`
export const numbersOf = (hits: readonly Hit[]) => hits.map(({ number }) => number)
