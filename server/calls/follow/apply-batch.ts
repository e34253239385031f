import type { Envelope } from '../../../telephony-adapter/port.ts'
import { type ServiceLevel, serviceLevelOf } from '../../cases/service-level.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { storable } from '../../platform/storable.ts'
import { applyEvents } from './apply.ts'
import { keepAfterCursor } from './journal.ts'
import type { Known } from './load.ts'

export type Following = Pick<Deps, 'db' | 'now' | 'log'>

const MOST_TRIES = 3
const MOST_TURNS = 10

/** Events are missing between what is applied and what was told: whoever follows has to ask again from there. */
export class EventsMissing extends Error {
  readonly afterSeq: number
  constructor(afterSeq: number, firstSeq: number) {
    super(`events ${afterSeq + 1} to ${firstSeq - 1} of the telephone are missing`)
    this.afterSeq = afterSeq
  }
}

/**
 * Applies what the adapter has told, in order: rows, cases, journal and cursor together, or nothing. Resolves after the
 * commit. What was applied before is passed over, so any batch may be told again. An event that cannot be applied is
 * set aside in the journal, saying why, after the third try; what comes after it is applied.
 *
 * @param safe nothing is committed before this
 * @throws EventsMissing
 * @throws Error while the database is away: nothing is applied, the batch is to be told again
 */
export async function applyBatch(
  deps: Following,
  spoolId: string,
  envelopes: readonly Envelope[],
  safe: Promise<void> = Promise.resolve(),
): Promise<void> {
  if (envelopes.length === 0) return
  const events = storable([...envelopes])
  const level = await serviceLevelOf(deps)
  const whole = await tried(deps, () => commit(deps, { spoolId, events, safe }, level))
  if (whole === 'done') return
  for (const event of events) {
    const alone = await tried(deps, () => commit(deps, { spoolId, events: [event], safe }, level))
    if (alone === 'done') continue
    deps.log.error(
      { err: alone.failed, eventId: event.eventId, type: event.type, callRef: event.callRef },
      'an event of the telephone could not be applied and was set aside',
    )
    await transact(deps.db, (trx) =>
      takeIn(trx, spoolId, [event], deps.now(), String(alone.failed).slice(0, 1000)),
    )
  }
}

/**
 * Others may have been in the way, so it is tried again. Only what the event itself is to blame for counts as failed.
 * @throws Error while the database is away, or others are in the way for too long
 */
async function tried({ log }: Following, work: () => Promise<void>): Promise<'done' | { failed: unknown }> {
  for (let n = 1; ; n++)
    try {
      await work()
      return 'done'
    } catch (error) {
      const fault = faultOf(error)
      if (fault === 'away' || (fault === 'in the way' && n >= MOST_TURNS)) throw error
      if (fault === 'its own' && n >= MOST_TRIES) return { failed: error }
      log.warn({ err: error }, 'events of the telephone were not applied; they are tried again')
    }
}

/** SQLSTATE classes of a database that is away, ends or is full, and codes of the network. */
const AWAY = /^(?:08|53|57|58|XX|E[A-Z]{3,})/u
/** Serialization, deadlock, lock not available. */
const IN_THE_WAY = /^(?:40|55P03)/u

function faultOf(error: unknown): 'away' | 'in the way' | 'its own' {
  if (error instanceof EventsMissing) return 'away'
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string')
    return error instanceof Error && /connection|terminated|timeout/iu.test(error.message)
      ? 'away'
      : 'its own'
  if (IN_THE_WAY.test(code)) return 'in the way'
  return AWAY.test(code) ? 'away' : 'its own'
}

type Told = { spoolId: string; events: readonly Envelope[]; safe: Promise<void> }

const commit = ({ db, now }: Following, { spoolId, events, safe }: Told, level: ServiceLevel) =>
  transact(db, async (trx) => {
    const at = now()
    const { fresh, known } = await takeIn(trx, spoolId, events, at)
    if (fresh.length > 0) await applyEvents(trx, fresh, { level, now: at, known })
    await safe
  })

/** Writes events into the journal and moves the cursor behind them. @returns those that were not there before, and what they need to know */
async function takeIn(
  trx: Trx,
  spoolId: string,
  events: readonly Envelope[],
  at: Date,
  failed: string | null = null,
): Promise<{ fresh: readonly Envelope[]; known: Known }> {
  const { cursor, ids, known } = await keepAfterCursor(trx, { spoolId, events, at, failed })
  const unheard = events.filter(({ seq }) => cursor === null || seq > cursor)
  demandNoGap(unheard, cursor)
  return { fresh: unheard.filter(({ eventId }) => ids.delete(eventId)), known }
}

/** The first event of a journal that we have not followed before may have any number. */
function demandNoGap(events: readonly Envelope[], cursor: number | null) {
  let expected = cursor === null ? undefined : cursor + 1
  for (const { seq } of events) {
    if (expected !== undefined && seq > expected) throw new EventsMissing(expected - 1, seq)
    expected = Math.max(expected ?? 0, seq + 1)
  }
}
