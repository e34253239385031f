import type { Searchable } from '../../../search/port.ts'
import { documentsIn } from '../../../search/postgres/read.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Source } from '../source.ts'
import { cutRevisions } from './cut.ts'
import { parkNow, retryParked } from './outbox.ts'

type Kept = Pick<Deps, 'db' | 'log' | 'searchIndex'>

/** Runs work that no batch of changes is on its way during. */
export type Between = (work: () => void) => Promise<void>

/** The sources that are kept in the index. */
export const indexedOf = (sources: readonly Source[]) =>
  sources.flatMap((source) => ('documents' in source ? [source] : []))

/**
 * Makes everything anew: the documents of the database from what they are made of, then the engine outside from those.
 * What was there is found until then, and whatever is changed meanwhile is changed in both: nothing of it is lost.
 * Broken off at any moment it has done no harm.
 */
export async function rebuildIndex(
  deps: Kept,
  sources: readonly Source[],
  signal = new AbortController().signal,
): Promise<void> {
  await rebuildDatabase(deps, sources, signal)
  await fillEngine(deps, { signal })
}

/** Makes the documents of the database anew. Without sources there is nothing to make them of, and they stay. */
export async function rebuildDatabase(
  { db, log, searchIndex: { database } }: Kept,
  sources: readonly Source[],
  signal: AbortSignal,
): Promise<void> {
  const indexed = indexedOf(sources)
  if (indexed.length === 0) return
  let n = 0
  async function* documents(): AsyncGenerator<Searchable[]> {
    const rev = await cutRevisions(db)
    for (const source of indexed)
      for await (const some of source.documents(db)) {
        signal.throwIfAborted()
        n += some.length
        yield some.map((one) => ({ ...one, rev }))
      }
  }
  await database.rebuild(documents())
  log.info({ documents: n }, 'search: the index of the database is made anew')
}

/**
 * Fills the engine outside, where there is one, beside what it finds until then. Documents that it refuses are parked;
 * those that it refused before, and takes now, wait no longer.
 * @throws EngineAway
 */
export async function fillEngine(
  { db, log, searchIndex: { outside } }: Kept,
  { signal, between = async (work) => work() }: { signal: AbortSignal; between?: Between },
): Promise<void> {
  if (!outside) return
  const refused = new Map<string, string>()
  let n = 0
  async function* documents() {
    for await (const some of documentsIn(db)) {
      // Another process may keep the index by now.
      signal.throwIfAborted()
      n += some.length
      yield some
    }
    signal.throwIfAborted()
  }
  let filling: Promise<void> | undefined
  await between(() => {
    filling = outside.engine.rebuild(documents(), ({ key }, { message }) => refused.set(key, message))
    filling.catch(() => {})
  })
  await filling
  await parkNow(db, refused)
  await retryParked(db, [...refused.keys()])
  log.info(
    { engine: outside.engine.name, documents: n, refused: refused.size },
    'search: the engine is filled anew',
  )
}
