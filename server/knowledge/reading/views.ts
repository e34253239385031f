import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'

const FLUSH_MS = 1000

export type Views = {
  note(entryId: Id<'knowledge-entry'>): void
  /** Writes down what has been counted until now. */
  flush(): Promise<void>
}

// A field of an object that we did not make: nothing outlives its handle. Pages and API count together.
const counting = new WeakMap<Db, Views>()

/**
 * Counts views in memory and writes them down once a second, in one statement. A process that crashes loses what was
 * counted in its last second; one that is told to end loses nothing.
 */
export function viewsOf(deps: Pick<Deps, 'db' | 'now' | 'log'>): Views {
  const known = counting.get(deps.db)
  if (known) return known
  const views = countViews(deps)
  counting.set(deps.db, views)
  return views
}

function countViews({ db, now, log }: Pick<Deps, 'db' | 'now' | 'log'>): Views {
  let counted = new Map<Id<'knowledge-entry'>, number>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  const soon = () => {
    timer ??= setTimeout(() => void flush(), FLUSH_MS).unref()
  }
  const add = (id: Id<'knowledge-entry'>, n: number) => counted.set(id, (counted.get(id) ?? 0) + n)

  async function write() {
    if (counted.size === 0) return
    const batch = counted
    counted = new Map()
    try {
      await writeViews(db, batch, dayInTaipei(now()))
    } catch (error) {
      log.warn({ err: error }, 'views not written down yet')
      for (const [id, n] of batch) add(id, n)
      soon()
    }
  }

  function flush() {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write)
    return writing
  }

  return {
    note(entryId) {
      add(entryId, 1)
      soon()
    },
    flush,
  }
}

/** Always in the same order, so that two servers that count the same entries do not wait for each other in a circle. */
export const writeViews = (db: Db, counted: ReadonlyMap<Id<'knowledge-entry'>, number>, day: string) => {
  const sorted = [...counted].sort(([a], [b]) => (a < b ? -1 : 1))
  return sql`
    with seen as materialized (
      select e.id, c.n from unnest(${sorted.map(([id]) => id)}::uuid[], ${sorted.map(([, n]) => n)}::int[]) c (id, n)
      join knowledge_entries e using (id) order by e.id for no key update of e),
    total as (
      update knowledge_entries e set views = e.views + seen.n from seen where e.id = seen.id)
    insert into knowledge_views (entry_id, day, n) select id, ${day}::date, n from seen order by id
    on conflict (entry_id, day) do update set n = knowledge_views.n + excluded.n`.execute(db)
}
