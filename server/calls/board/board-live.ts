import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'

export type LiveQueue = { queueId: number; waiting: number; longestWaitSince: Date | null }

/** Of calls `c`. */
export const isLive = sql`c.ended_at is null`
/** Who waits first, in the order of their places; then talks, the longest first. */
export const inLiveOrder = sql`
  case c.state when 'waiting' then 0 when 'ringing' then 1 when 'menu' then 2 else 3 end, c.is_front desc,
  coalesce(c.place_at, c.arrived_at), c.id`

/** Live calls by what happens with them. Who rings at an agent waits no less: they are in the longest wait. */
export async function readLive(db: Db) {
  const { rows } = await sql<{ queueId: number | null; state: string; n: number; since: Date | null }>`
    select queue_id, state, count(*)::int as n,
      min(waiting_since) filter (where state in ('waiting', 'ringing')) as since
    from calls where ended_at is null group by queue_id, state`.execute(db)
  const count = (...states: string[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + n, 0)
  const waits = rows.filter(({ state }) => state === 'waiting' || state === 'ringing')
  const queues = [...Map.groupBy(waits, ({ queueId }) => queueId)].flatMap(([queueId, some]): LiveQueue[] =>
    queueId === null
      ? []
      : [
          {
            queueId,
            waiting: some.reduce((sum, { state, n }) => (state === 'waiting' ? sum + n : sum), 0),
            longestWaitSince: earliest(some),
          },
        ],
  )
  return {
    counts: {
      inMenu: count('menu'),
      waiting: count('waiting'),
      longestWaitSince: earliest(waits),
      ringing: count('ringing'),
      talking: count('talking', 'held'),
      inSurvey: count('survey'),
    },
    queues,
  }
}

const earliest = (rows: readonly { since: Date | null }[]) =>
  rows.reduce<Date | null>(
    (first, { since }) => (first === null || (since !== null && since < first) ? since : first),
    null,
  )

export const readExchanges = (db: Db) =>
  db
    .selectFrom('exchanges')
    .select(['name', 'site', 'state', 'isSimulated', 'since'])
    .orderBy('name')
    .execute()

/** Who waits to be called back. */
export const readCallbacks = async (db: Db) =>
  (
    await db
      .selectFrom('callbacks')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('doneAt', 'is', null)
      .executeTakeFirstOrThrow()
  ).n
