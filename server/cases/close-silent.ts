import { sql } from 'kysely'
import { workingMinutesBetween } from '../calendars/working-time.ts'
import { type Db, type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { settleCase } from './close.ts'
import { lockFreeCase } from './queries.ts'
import { decide } from './rules.ts'
import { type ServiceLevel, serviceLevelOf } from './service-level.ts'
import type { StoredCase } from './tables.ts'
import { lastWords } from './timeline.ts'

/** So long nobody has to write for an answered case to be closed (D27). */
const SILENT_DAYS = 7
const DAY_MS = 86_400_000
const AT_ONCE = 200

/**
 * Closes what was answered, or waits for its requester's verdict, when neither side has written for seven working
 * days. By the clock; it can be reopened for 30 days like any other.
 * @returns how many were closed
 */
export async function closeSilent(deps: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const at = deps.now()
  const level = await serviceLevelOf(deps)
  let closed = 0
  for (const id of await possiblySilent(deps.db, at))
    closed += await transact(deps.db, async (trx) => {
      const row = await lockFreeCase(trx, id)
      return row && (await hasLapsed(trx, row, level, at)) ? lapse(trx, row, at) : 0
    })
  return closed
}

/** Seven working days are at least seven days. */
const possiblySilent = async (db: Db, at: Date): Promise<Id<'case'>[]> => {
  const { rows } = await sql<{ id: Id<'case'> }>`
    select id from cases
    where closed_at is null and (status = 'answered' or (status = 'waiting' and waiting_for = 'verification'))
      and not exists (select from case_obligations o where o.case_id = cases.id and o.met_at is null)
      and status_since <= ${new Date(at.getTime() - SILENT_DAYS * DAY_MS)}
    order by status_since limit ${sql.lit(AT_ONCE)}`.execute(db)
  return rows.map(({ id }) => id)
}

async function hasLapsed(trx: Trx, row: StoredCase, { calendar }: ServiceLevel, at: Date): Promise<boolean> {
  const isWaited =
    row.status === 'answered' || (row.status === 'waiting' && row.waitingFor === 'verification')
  if (!isWaited) return false
  const words = await lastWords(trx, row.id)
  const since = words.at && words.at > row.statusSince ? words.at : row.statusSince
  const day = calendar.hours.open.reduce((sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute, 0)
  return workingMinutesBetween(calendar, since, at) >= SILENT_DAYS * day
}

async function lapse(trx: Trx, row: StoredCase, at: Date) {
  decide({ ...row, handOverOpen: false }, 'lapse', ['clock'])
  await settleCase(trx, row, {
    by: { actorId: null, origin: 'clock', at },
    rootCause: row.rootCause ?? 'unknown',
    disposition: 'no-reply',
    answer: (await lastWords(trx, row.id)).sent,
    agentId: row.ownerId,
  })
  return 1
}
