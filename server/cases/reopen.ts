import { addWorkingMinutes } from '../calendars/working-time.ts'
import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import { changeCase } from './change.ts'
import { command, type Order } from './command.ts'
import { stillHandles } from './people.ts'
import { canBeReopened } from './rules.ts'
import { type ServiceLevel, targetOf } from './service-level.ts'
import type { StoredCase } from './tables.ts'
import { type By, type NewEntry, stateEntry, told } from './timeline.ts'

/**
 * Staff reopen an answered, closed or withdrawn case.
 * @throws Refusal as `command` does
 * @throws Refusal 'conflict' `reopening-too-late`
 */
export const reopenCase = (deps: Pick<Deps, 'db' | 'now'>, order: Order, { reason }: { reason: string }) =>
  command(deps, order, 'reopen', ({ trx, row, by, level }) => reopened(trx, row, { by, level, note: reason }))

/**
 * Brings a case back to its owner, or to its queue when nobody owned it or they handle no cases any more. What was
 * answered stays in the timeline; the case needs a new answer, and has the whole time of its priority for it.
 *
 * @param how.anyTime the caller has judged how long ago is too long
 * @throws Refusal 'conflict' `reopening-too-late`: closed more than 30 days ago
 */
export async function reopened(
  trx: Trx,
  row: StoredCase,
  {
    by,
    level,
    note,
    entries = [],
    anyTime = false,
  }: { by: By; level: ServiceLevel; note?: string | undefined; entries?: NewEntry[]; anyTime?: boolean },
): Promise<StoredCase> {
  if (!anyTime && !canBeReopened(row, by.at)) throw new Refusal('conflict', 'reopening-too-late')
  const { resolutionMinutes } = targetOf(level, row.priority)
  return changeCase(
    trx,
    row,
    {
      status: 'reopened',
      waitingFor: null,
      closedAt: null,
      ownerId: row.ownerId && (await stillHandles(trx, row.ownerId)) ? row.ownerId : null,
      answer: null,
      answeredAt: null,
      responsibleUnit: null,
      disposition: null,
      reopenedCount: row.reopenedCount + 1,
      dueAt: addWorkingMinutes(level.calendar, by.at, resolutionMinutes),
    },
    told(entries, stateEntry(by, row, { status: 'reopened' }, { note })),
  )
}
