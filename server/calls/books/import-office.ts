import { serviceLevelOf } from '../../cases/service-level.ts'
import { record } from '../../platform/audit.ts'
import { transact } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { say } from '../follow/case-of-call.ts'
import { numberOf } from '../follow/load.ts'
import { OFFICE } from '../follow/step.ts'
import { type OfficeCall, readOfficeCsv, type Unreadable } from './office-csv.ts'
import { takeInPast } from './past-calls.ts'
import type { Keeping } from './reconcile-day.ts'
import { isPartOfOurs } from './seen-live.ts'

type Imported = { taken: number; known: number; failed: Unreadable[] }

/**
 * Takes in the calls that the office exchange took while ours could not: each becomes a call and a case, unless it is
 * one of ours that we saw go there: that one's case tells of it. The same call, by number and time, is taken in once,
 * however often it is imported. A line that cannot be taken in does not keep the others.
 */
export async function importOfficeCalls(
  deps: Keeping,
  by: { actorId: Id<'person'>; address: string },
  csv: string,
): Promise<Imported> {
  const { calls, failed } = readOfficeCsv(csv)
  const imported: Imported = { taken: 0, known: 0, failed }
  for (const call of calls)
    try {
      imported[await takeIn(deps, call)] += 1
    } catch (err) {
      deps.log.warn({ err, line: call.line }, 'a call of the office exchange was not imported')
      failed.push({ line: call.line, why: '這通電話未能匯入，其他行不受影響。請稍後再匯入一次。' })
    }
  failed.sort((a, b) => a.line - b.line)
  const { taken, known } = imported
  await transact(deps.db, (trx) =>
    record(trx, {
      ...by,
      action: 'office-calls-imported',
      subject: `exchange:${OFFICE}`,
      detail: { taken, known, failed: failed.length },
      at: deps.now(),
    }),
  )
  return imported
}

async function takeIn(deps: Keeping, { note, ...call }: OfficeCall) {
  const callRef = `${OFFICE}-${call.from === null ? 'withheld' : numberOf(call.from)}-${call.startedAt.getTime()}`
  const level = await serviceLevelOf(deps)
  const part = { name: callRef, call: { ...call, note }, level, now: deps.now() }
  if (await transact(deps.db, (trx) => isPartOfOurs(trx, part))) return 'known'
  const past = { ...call, callRef, exchange: OFFICE, site: '', madeAt: null }
  return takeInPast(deps, past, async (trx) => {
    if (!note) return
    const row = await trx
      .selectFrom('calls')
      .selectAll()
      .where('callRef', '=', callRef)
      .executeTakeFirstOrThrow()
    await say(trx, row, { what: 'note', text: `辦公室交換機備註：${note}`, at: call.endedAt })
  })
}
