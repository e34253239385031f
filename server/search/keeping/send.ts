import { isolate } from '../../../search/isolate.ts'
import { documentsOf } from '../../../search/postgres/read.ts'
import type { Deps } from '../../platform/deps.ts'
import { park, type Refused, readOutbox, removeSent, type Waiting } from './outbox.ts'

const MOST_AT_ONCE = 1000

/**
 * Tells the engine of what changed first: a thousand documents, as they are now. What it has taken waits no longer,
 * unless it was changed meanwhile; what it refuses is parked alone, and the others go on. Only one process may do this
 * at a time (`keepSearch`): the engine knows no order but the one in which it is told.
 *
 * @returns how many wait no longer; 0: none that could be sent now
 * @throws EngineAway then everything waits, also what it may have taken
 */
export async function sendChanges({
  db,
  log,
  searchIndex: { outside },
}: Pick<Deps, 'db' | 'log' | 'searchIndex'>): Promise<number> {
  const waiting = await readOutbox(db, MOST_AT_ONCE)
  if (waiting.length === 0) return 0
  const problems = outside ? await send(outside.engine, db, waiting) : new Map<string, string>()
  const refused = waiting.flatMap((one): Refused[] => {
    const problem = problems.get(one.key)
    return problem === undefined ? [] : [{ ...one, problem }]
  })
  const sent = await removeSent(
    db,
    waiting.filter(({ key }) => !problems.has(key)),
  )
  const parked = await park(db, refused)
  for (const { key, problem } of refused)
    log.error({ key, problem }, 'search: the engine refuses a document; it is parked')
  return sent + parked
}

type Engine = NonNullable<Deps['searchIndex']['outside']>['engine']

/** @returns what it refuses, by key */
async function send(engine: Engine, db: Deps['db'], waiting: readonly Waiting[]) {
  const keys = waiting.map(({ key }) => key)
  // Read after what waits: as new as that, or newer, in which case it waits once more.
  const found = await documentsOf(db, keys)
  const there = new Set(found.map(({ key }) => key))
  const gone = keys.filter((key) => !there.has(key))
  const problems = new Map<string, string>()
  await isolate(
    gone,
    (some) => engine.forget(some),
    (key, { message }) => problems.set(key, message),
  )
  await isolate(
    found,
    (some) => engine.keep(some),
    ({ key }, { message }) => problems.set(key, message),
  )
  return problems
}
