import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import type { Id } from '../../platform/values.ts'
import { readAgentHours } from './read-agent-hours.ts'
import { type Part, readCounts } from './read-sums.ts'

const MINUTE = 60_000
const TAIPEI_MS = 8 * 60 * MINUTE
const DAY_MS = 24 * 60 * MINUTE
/** What ended so long ago has been told, but for what is entered afterwards: that is seen when it is counted again. */
const SETTLED_MS = 15 * MINUTE
const COUNTED_AGAIN_MS = MINUTE

/** What was counted since midnight in Taiwan: events by queue, agents' time by tier, and whom agents have answered. */
export type Counted = { counts: Part[]; hours: Part[]; answered: { agentId: Id<'person'>; n: number }[] }
export type ReadToday = (db: Db, at: Date) => Promise<Counted>

/** Counts all of today. */
export const readToday: ReadToday = (db, at) => countFrom(db, midnightBefore(at), at)

/**
 * Counts all of today once a minute, and else what is not older than a quarter of an hour, however many calls the day
 * has had. What is entered of a time before that is seen within the minute.
 */
export function settledToday(): ReadToday {
  let kept: { midnight: Date; until: Date; countedAt: Date; settled: Counted } | undefined
  return async (db, at) => {
    const midnight = midnightBefore(at)
    const age = kept ? at.getTime() - kept.countedAt.getTime() : -1
    if (!kept || age < 0 || age >= COUNTED_AGAIN_MS || kept.midnight.getTime() !== midnight.getTime()) {
      const until = new Date(Math.max(midnight.getTime(), at.getTime() - SETTLED_MS))
      kept = { midnight, until, countedAt: at, settled: await count(db, midnight, until, at) }
    }
    const { settled, until } = kept
    return together(midnight, settled, await countFrom(db, until, at))
  }
}

const countFrom = (db: Db, from: Date, at: Date) => count(db, from, new Date(at.getTime() + 1), at)

async function count(db: Db, from: Date, to: Date, at: Date): Promise<Counted> {
  const span = { from, to, intervalMs: null, at }
  return {
    counts: await readCounts(db, { ...span, by: 'queue' }),
    hours: await readAgentHours(db, { ...span, by: 'tier' }),
    answered: await readAnswered(db, from, to),
  }
}

const readAnswered = (db: Db, from: Date, to: Date): Promise<Counted['answered']> =>
  plannedOnce(sql<Counted['answered'][number]>`
    select agent_id, count(*)::int as n from queue_waits
    where left_at >= ${from} and left_at < ${to} and outcome = 'answered' and agent_id is not null group by agent_id`)
    .execute(db)
    .then(({ rows }) => rows)

/** Both are of one day, whenever they begin. */
function together(from: Date, one: Counted, other: Counted): Counted {
  const both = (some: readonly Part[], more: readonly Part[]) =>
    [...some, ...more].map((part) => ({ ...part, from }))
  return {
    counts: both(one.counts, other.counts),
    hours: both(one.hours, other.hours),
    answered: [...one.answered, ...other.answered],
  }
}

const midnightBefore = (at: Date) =>
  new Date(Math.floor((at.getTime() + TAIPEI_MS) / DAY_MS) * DAY_MS - TAIPEI_MS)
