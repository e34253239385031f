import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { readSetting } from '../../platform/settings.ts'
import { parserOf } from '../../platform/values.ts'

const DAY_MS = 86_400_000
const AT_ONCE = 5000
/** A run ends then, whatever is left: the next one goes on. */
const MOST_SLICES = 200

type Keeping = { journalDays: number; agentTimeDays: number }
/** As long as recordings; and as long as records of attendance are kept by the Labor Standards Act, article 30. */
const USUAL: Keeping = { journalDays: 180, agentTimeDays: 1830 }
const Days = Type.Optional(Type.Integer({ minimum: 31, maximum: 36_500 }))
const parseKeeping = parserOf(Type.Object({ journalDays: Days, agentTimeDays: Days }))

/**
 * Removes what the telephone leaves behind and nobody needs any more, some thousands of rows at a time: the journal of
 * what the exchanges told, but for transfers, which the history counts; call backs that are done; agents' times. Calls,
 * and what became of them, stay with their cases. By the clock; stopped in between, the next run goes on.
 * @returns how many rows went, by table
 */
export async function forgetOldCalls({ db, now }: Pick<Deps, 'db' | 'now'>) {
  const { journalDays, agentTimeDays } = await readKeeping(db)
  const before = (days: number) => new Date(now().getTime() - days * DAY_MS)
  return {
    journal: await inSlices(
      db,
      sql`delete from telephony_log where event_id = any (array(
        select event_id from telephony_log where occurred_at < ${before(journalDays)} and type <> 'call.transferred'
        order by occurred_at limit ${AT_ONCE}))`,
    ),
    callbacks: await inSlices(
      db,
      sql`delete from callbacks where id = any (array(
        select id from callbacks where done_at < ${before(journalDays)} order by done_at limit ${AT_ONCE}))`,
    ),
    agentTimes: await inSlices(
      db,
      sql`delete from agent_times t using (
        select person_id, from_at from agent_times where to_at < ${before(agentTimeDays)} order by to_at limit ${AT_ONCE}
      ) old where t.person_id = old.person_id and t.from_at = old.from_at`,
    ),
  }
}

/** Each slice is a transaction of its own: nobody waits long for what it holds. */
async function inSlices(db: Db, remove: RawBuilder<unknown>): Promise<number> {
  let removed = 0
  for (let slice = 0; slice < MOST_SLICES; slice++) {
    const { numAffectedRows = 0n } = await remove.execute(db)
    removed += Number(numAffectedRows)
    if (numAffectedRows < AT_ONCE) break
  }
  return removed
}

/** Setting `calls.keeping`; the usual days where nothing sensible is set. */
async function readKeeping(db: Db): Promise<Keeping> {
  const set = await readSetting(db, 'calls.keeping')
  if (set === undefined) return USUAL
  try {
    return { ...USUAL, ...parseKeeping(set) } as Keeping
  } catch {
    return USUAL
  }
}
