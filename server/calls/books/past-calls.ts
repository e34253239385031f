import type { Envelope } from '../../../telephony-adapter/port.ts'
import { type ServiceLevel, serviceLevelOf } from '../../cases/service-level.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import { applyEvents } from '../follow/apply.ts'
import type { Following } from '../follow/apply-batch.ts'
import { concluded } from '../follow/conclude.ts'
import { keepInJournal } from '../follow/journal.ts'
import { CONCLUDED } from '../follow/reconcile.ts'

/** A call that is over and that nobody followed, as far as it was written down. Numbers as they were told. */
export type PastCall = {
  callRef: string
  exchange: string
  site: string
  from: string | null
  to: string
  /** Who answered. */
  extension: string | null
  /** It was made at this phone. */
  madeAt: string | null
  startedAt: Date
  answeredAt: Date | null
  endedAt: Date
}

/**
 * Makes a call and a case of what was written down of a call, as if it had been followed; marked as concluded. Again
 * for the same call changes nothing.
 */
export async function takeInPast(
  deps: Following,
  past: PastCall,
  also?: (trx: Trx) => Promise<void>,
): Promise<'taken' | 'known'> {
  const level: ServiceLevel = await serviceLevelOf(deps)
  return transact(deps.db, async (trx) => {
    const known = await trx
      .selectFrom('calls')
      .select('id')
      .where('callRef', '=', past.callRef)
      .executeTakeFirst()
    if (known) return 'known'
    const events = eventsOf(past)
    await keepInJournal(trx, CONCLUDED, events)
    await applyEvents(trx, events, { level, now: deps.now(), isPast: true })
    await also?.(trx)
    return 'taken'
  })
}

function eventsOf(past: PastCall): Envelope[] {
  const { from, to, startedAt, answeredAt, endedAt, extension, madeAt } = past
  const legRef = `leg-${past.callRef}-1`
  const role = madeAt === null ? ('agent' as const) : ('dialled' as const)
  const leg = { role, agentId: null, extension: madeAt === null ? extension : null, number: madeAt && to }
  const begins =
    madeAt === null
      ? concluded('call.offered', { from, to, channel: 'phone', display: null }, past, startedAt)
      : concluded('call.originated', { to, extension: madeAt, order: null }, past, startedAt)
  const missed = madeAt === null ? 'abandoned' : 'not-reached'
  return [
    begins,
    ...(answeredAt ? [concluded('leg.established', leg, past, answeredAt, legRef)] : []),
    concluded('call.ended', { outcome: answeredAt ? 'answered' : missed, by: 'unknown' }, past, endedAt),
  ]
}
