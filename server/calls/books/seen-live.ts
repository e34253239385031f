import { sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import { applyEvents } from '../follow/apply.ts'
import { say, sayAndRename } from '../follow/case-of-call.ts'
import { concluded } from '../follow/conclude.ts'
import { keepInJournal } from '../follow/journal.ts'
import { numberOf } from '../follow/load.ts'
import { CONCLUDED } from '../follow/reconcile.ts'
import { isAutomaticTitle, lengthInWords, missedTitleOf } from '../follow/words.ts'
import { readGeneral } from '../plan/general.ts'
import type { Call } from '../tables.ts'
import type { OfficeCall } from './office-csv.ts'

/** Clocks of two exchanges differ, and people write whole minutes. */
const TOLERANCE_MS = 2 * 60_000

type Level = Parameters<typeof applyEvents>[2]['level']

/**
 * Writes an office call down as a part of the call that we saw go there, if there is one: who answered, how long, the
 * note. Told again, it changes nothing.
 * @param name of the office call; its part is known by it
 * @returns whether it is a call of ours, and needs no case of its own
 */
export async function isPartOfOurs(
  trx: Trx,
  { name, call, level, now }: { name: string; call: OfficeCall; level: Level; now: Date },
): Promise<boolean> {
  const legRef = `leg-${name}-1`
  const known = await trx
    .selectFrom('callLegs')
    .select('legRef')
    .where('legRef', '=', legRef)
    .executeTakeFirst()
  if (known) return true
  // It was taken in as a call of its own before.
  const own = await trx.selectFrom('calls').select('id').where('callRef', '=', name).executeTakeFirst()
  if (own) return false
  const ours = await seenLive(trx, call)
  if (!ours) return false
  const { startedAt, answeredAt, endedAt, extension, note } = call
  const leg = { role: 'agent', agentId: null, extension, number: null } as const
  const events = answeredAt
    ? [
        concluded('leg.established', leg, ours, answeredAt, legRef),
        concluded('leg.cleared', { ...leg, cause: 'normal', by: 'unknown' }, ours, endedAt, legRef),
      ]
    : [
        concluded('leg.alerting', leg, ours, startedAt, legRef),
        concluded('leg.failed', { ...leg, cause: 'no-answer' }, ours, endedAt, legRef),
      ]
  await keepInJournal(trx, CONCLUDED, events)
  await applyEvents(trx, events, { level, now, isPast: true })
  if (answeredAt) {
    const who = extension === null ? '' : `（分機 ${extension}）`
    const length = lengthInWords(endedAt.getTime() - answeredAt.getTime())
    await say(trx, ours, { what: 'office', text: `辦公室交換機${who}接聽，通話 ${length}`, at: endedAt })
  } else {
    const line = { what: 'office', text: '辦公室交換機無人接聽', at: endedAt }
    await sayAndRename(trx, ours, line, { title: missedTitleOf(ours), isAutomatic: isAutomaticTitle })
  }
  if (note) await say(trx, ours, { what: 'note', text: `辦公室交換機備註：${note}`, at: endedAt })
  return true
}

/**
 * The call of ours that an office call goes on, locked. It is one when all of this holds:
 *
 * - It came in from the same number. Callers who withhold theirs cannot be told apart, and stay calls of their own.
 * - We saw it go to the office: it was sent there, or the exchange's own queue served it and none of our phones took it.
 * - It was to the same line; or the office wrote its own number, to which such calls are sent.
 * - The office call began after ours came, and before ours was over, each by two minutes at most: clocks differ, and
 *   people write whole minutes.
 * - No other office call goes it on.
 *
 * Of several the one whose end is nearest to the beginning of the office call, then the earliest: the same file finds
 * the same calls each time.
 */
async function seenLive(trx: Trx, { from, to, startedAt }: OfficeCall): Promise<Call | undefined> {
  if (from === null) return undefined
  const { officeNumber } = await readGeneral(trx)
  const line = numberOf(to)
  const isOffice = officeNumber !== null && numberOf(officeNumber) === line
  const [found] = (
    await sql<Pick<Call, 'id'>>`
      select c.id from calls c
      where c.direction = 'in' and c.source <> 'office' and c.from_number = ${numberOf(from)}
        and c.arrived_at <= ${new Date(startedAt.getTime() + TOLERANCE_MS)}
        and c.ended_at >= ${new Date(startedAt.getTime() - TOLERANCE_MS)}
        and (c.to_number in (${to}, ${line}) or c.line in (${to}, ${line}) or ${isOffice})
        and (c.source = 'exchange-queue' and c.agent_id is null
          or c.outcome = 'flowed-out' and exists (
            select from telephony_log l where l.call_ref = c.call_ref and l.type = 'call.diverted'
              and l.data ->> 'reason' = 'office'))
        and not exists (select from call_legs g where g.call_id = c.id and g.leg_ref like 'leg-office-%')
      order by abs(extract(epoch from c.ended_at - ${startedAt}::timestamptz)), c.arrived_at, c.id
      limit 1 for no key update of c`.execute(trx)
  ).rows
  if (!found) return undefined
  return trx.selectFrom('calls').selectAll().where('id', '=', found.id).executeTakeFirstOrThrow()
}
