import type { Fares } from './finding.ts'
import type { SearchEngine } from './port.ts'

/** An engine beside the database: it is told of what changes, and may be away. */
export type Outside = {
  engine: SearchEngine
  /** Whether it was filled once, and so can answer. @throws EngineAway while nobody knows */
  isFilled(): Promise<boolean>
}

/** Where everything that can be found is kept, for whoever keeps it true. */
export type SearchIndex = {
  /** The database: what changes is there with its commit, and it answers where nothing else does. */
  database: SearchEngine
  /** Undefined where the database is the engine. */
  outside: Outside | undefined
  /** How asking has gone in this process. */
  fares(): Fares
  /** @throws EngineAway when the engine cannot answer, is empty, or is more than a minute behind */
  check(): Promise<void>
}
