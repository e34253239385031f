import { sql } from 'kysely'
import { type Actor, may } from '../platform/actor.ts'
import { type Db, type Emitted, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Returned } from '../platform/http/contract.ts'
import { newId } from '../platform/values.ts'
import type { Counters } from './api.ts'
import { visibleCases } from './queries.ts'
import { type CaseStatus, STATUSES } from './shapes.ts'
import { clockRuns, isHandedTo } from './views.ts'

/** So long after an event the counters are counted again: one count for a burst of events. */
const DEBOUNCE_MS = 250
/** And no more often than this, however much happens. */
const BETWEEN_MS = 1000
const LOCK = 'cases.counters'
const LIVE = STATUSES.filter((status) => status !== 'closed' && status !== 'withdrawn')

export type Count = { queueId: number; status: CaseStatus; n: number }

/**
 * Counts live cases by queue and state into `queue_counters`, in one statement. One process at a time: whoever finds
 * another counting leaves it to them.
 *
 * @returns the counts that have changed; undefined when somebody else was counting
 */
export const refreshCounters = ({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<Count[] | undefined> =>
  transact(db, async (trx) => {
    const {
      rows: [lock],
    } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(hashtext(${LOCK})) as mine`.execute(trx)
    if (!lock?.mine) return undefined
    const { rows } = await sql<Count>`
      insert into queue_counters (queue_id, status, n, as_of)
      select k.queue_id, k.status, coalesce(l.n, 0), ${now()}::timestamptz
      from (select q.id as queue_id, s.status from queues q cross join unnest(${LIVE}::text[]) s (status)) k
      left join (select queue_id, status, count(*)::int as n from cases where closed_at is null group by 1, 2) l
        using (queue_id, status)
      on conflict (queue_id, status) do update set n = excluded.n, as_of = excluded.as_of
        where queue_counters.n is distinct from excluded.n
      returning queue_id, status, n`.execute(trx)
    return rows
  })

/** Counts again and tells the desks what has changed. By the clock, for whatever was missed. */
export async function countAgain(deps: Pick<Deps, 'db' | 'now' | 'live'>): Promise<void> {
  await countAndTell(deps)
}

async function countAndTell({ live, ...deps }: Pick<Deps, 'db' | 'now' | 'live'>) {
  const queues = await refreshCounters(deps)
  if (queues && queues.length > 0) live.tell('staff', 'counters.changed', { queues, eventId: newId() })
  return queues !== undefined
}

/** Counts soon after each event of a case. A count that fails, or is another's, is made up for. */
export function startCounters(deps: Pick<Deps, 'db' | 'now' | 'live' | 'log'>) {
  let timer: NodeJS.Timeout | undefined
  let counting: Promise<void> | undefined
  let stopped = false
  let countedAt = -BETWEEN_MS

  function soon() {
    const rest = BETWEEN_MS - (performance.now() - countedAt)
    if (!timer && !stopped) timer = setTimeout(count, Math.max(DEBOUNCE_MS, rest)).unref()
  }

  function count() {
    timer = undefined
    // What happens while somebody counts may be missing from their count.
    if (counting) return soon()
    countedAt = performance.now()
    counting = countAndTell(deps)
      .then((done) => {
        if (!done) soon()
      })
      .catch((error: unknown) => deps.log.warn({ err: error }, 'cases not counted; the clock will'))
      .finally(() => {
        counting = undefined
      })
  }

  return {
    note({ name }: Pick<Emitted, 'name'>) {
      if (name.startsWith('case.')) soon()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await counting
    },
  }
}

/**
 * How many live cases every queue holds by state, and how many are this actor's. Whoever sees all cases is answered
 * from the last count, less than a second old while cases change; others from what they may see.
 */
export async function readCounters(db: Db, actor: Actor, at: Date): Promise<Returned<Counters>> {
  const [queues, mine] = await Promise.all([queuesFor(db, actor), countMine(db, actor, at)])
  const asOf = queues.reduce<Date | null>((last, { asOf }) => (last && last > asOf ? last : asOf), null)
  return { queues, mine, asOf: asOf ?? null }
}

const queuesFor = (db: Db, actor: Actor): Promise<(Count & { asOf: Date })[]> =>
  may(actor, 'case:read-all')
    ? db
        .selectFrom('queueCounters')
        .select(['queueId', 'status', 'n', 'asOf'])
        .orderBy('queueId')
        .orderBy('status')
        .execute()
    : visibleCases(db, actor)
        .where('cases.closedAt', 'is', null)
        .clearSelect()
        .select(['cases.queueId', 'cases.status'])
        .select([sql<number>`count(*)::int`.as('n'), sql<Date>`clock_timestamp()`.as('asOf')])
        .groupBy(['cases.queueId', 'cases.status'])
        .orderBy('cases.queueId')
        .orderBy('cases.status')
        .execute()

async function countMine(db: Db, actor: Actor, at: Date) {
  const own = await visibleCases(db, actor)
    .where('cases.closedAt', 'is', null)
    .where('cases.ownerId', '=', actor.id)
    .clearSelect()
    .select([
      sql<number>`count(*)::int`.as('live'),
      sql<number>`(count(*) filter (where cases.due_at < ${at} and ${clockRuns}))::int`.as('overdue'),
    ])
    .executeTakeFirstOrThrow()
  const { handedToMe } = await visibleCases(db, actor)
    .where('cases.closedAt', 'is', null)
    .where(isHandedTo(actor.id))
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('handedToMe'))
    .executeTakeFirstOrThrow()
  return { ...own, handedToMe }
}
