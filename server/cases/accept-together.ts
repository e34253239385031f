import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'

/** What `accept_cases` answers. */
export type Numbered = { id: Id<'case'>; number: string; openedAt: Date; created: boolean }

type Waiting = {
  filed: object
  accepted: (row: Numbered) => void
  refused: (error: unknown) => void
}

const MOST_AT_ONCE = 50
/** One statement at work, and one that waits its turn at the counter, so that it goes on without a round trip between. */
const UNDER_WAY = 2

type Line = { waiting: Waiting[]; underWay: number }

// A field of the handle that we did not make: cases that came while a statement was under way.
const queues = new WeakMap<Db, Line>()

/**
 * Accepts a case, together with those that arrive while another statement is under way: they share one round trip,
 * one turn at the year's counter and one commit. Alone it goes at once. Resolves after the commit; a case that cannot
 * be accepted fails alone, the others of its statement are accepted without it.
 */
export function acceptTogether(db: Db, filed: object): Promise<Numbered> {
  const queue = queues.get(db) ?? { waiting: [], underWay: 0 }
  queues.set(db, queue)
  return new Promise((accepted, refused) => {
    queue.waiting.push({ filed, accepted, refused })
    if (queue.underWay < UNDER_WAY) void workOff(db, queue)
  })
}

async function workOff(db: Db, queue: Line) {
  queue.underWay += 1
  while (queue.waiting.length > 0) await acceptAll(db, queue.waiting.splice(0, MOST_AT_ONCE))
  queue.underWay -= 1
}

async function acceptAll(db: Db, batch: readonly Waiting[]) {
  try {
    const rows = await acceptAtOnce(
      db,
      batch.map(({ filed }) => filed),
    )
    for (const [i, row] of rows.entries()) batch[i]?.accepted(row)
  } catch (error) {
    if (batch.length === 1) return batch[0]?.refused(error)
    for (const one of batch) await acceptAll(db, [one])
  }
}

/**
 * Accepts all of them in one statement, or none; in their order.
 * @returns of one whose key was used before, the case that it brought then
 */
export async function acceptAtOnce(db: Db, filed: readonly object[]): Promise<Numbered[]> {
  const { rows } = await sql<Numbered>`
    select id, number, opened_at, created from ${acceptedOf(filed)} order by nth`.execute(db)
  return rows
}

/** Accepts them in a greater statement, which gets a row of each: `nth` from 1, and what `Numbered` says. */
export const acceptedOf = (filed: readonly object[]) => sql`accept_cases(${JSON.stringify(filed)}::jsonb)`
