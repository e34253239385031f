import type { Envelope, LiveCall, Snapshot } from '../../../telephony-adapter/port.ts'
import { serviceLevelOf } from '../../cases/service-level.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import { applyEvents } from './apply.ts'
import type { Following } from './apply-batch.ts'
import { type About, concluded, concludedEnd } from './conclude.ts'
import { keepInJournal } from './journal.ts'
import { loadCalls } from './load.ts'
import { type Followed, isLive } from './state.ts'
import { noteExchanges, notePhones } from './things.ts'

/** A call that the exchanges do not know is over when nothing was heard of it for so long: events may be on their way. */
const UNSEEN_MS = 60_000

/** What was told this recently may not have been applied yet, and what was applied may be newer than the snapshot. */
const SETTLED_MS = 10_000
/** The journal of what was concluded here: of no adapter. */
export const CONCLUDED = 'concluded'

/**
 * Holds what is kept against what lives at the exchanges. A call that lives here and was not seen there for a minute is
 * ended as lost, and nobody is kept for it any more; a leg likewise. A call that lives there and is not known here
 * begins, as far as it has come; one that was taken for lost here goes on. Phones and exchanges are as the snapshot
 * says. All of it is marked as concluded, not seen. Again at any time; each call by itself, so that one cannot spoil it
 * for the others.
 */
export async function reconcileSnapshot(deps: Following, snapshot: Snapshot): Promise<void> {
  const { db, now, log } = deps
  const at = now()
  await transact(db, async (trx) => {
    await noteExchanges(trx, snapshot.exchanges)
    await notePhones(
      trx,
      snapshot.devices.map((device) => ({ ...device, at: new Date(snapshot.at) })),
    )
  })
  const living = new Map(snapshot.calls.map((call) => [call.callRef, call]))
  const level = await serviceLevelOf(deps)
  const up = new Set(
    snapshot.exchanges
      .filter(({ state }) => state === 'up' || state === 'degraded')
      .map((one) => one.exchange),
  )
  for (const callRef of await liveRefs(deps, [...living.keys()]))
    await transact(db, async (trx) => {
      const kept = (await loadCalls(trx, [callRef])).get(callRef)
      const live = living.get(callRef)
      const missing = live
        ? missingOf(live, kept, { at, snapshotAt: Date.parse(snapshot.at) })
        : endingOf(kept, { at, up })
      if (missing.length > 0) {
        await keepInJournal(trx, CONCLUDED, missing)
        await applyEvents(trx, missing, { level, now: at })
      }
      if (live && kept) await seen(trx, kept, at)
    }).catch((err) => log.error({ err, callRef }, 'a call could not be held against its exchange'))
}

/** Calls that live here, or there. */
async function liveRefs({ db }: Pick<Following, 'db'>, there: readonly string[]): Promise<string[]> {
  const here = await db
    .selectFrom('calls')
    .select('callRef')
    .where('endedAt', 'is', null)
    .where('source', '=', 'live')
    .execute()
  return [...new Set([...here.map(({ callRef }) => callRef), ...there])]
}

const seen = (trx: Trx, { call }: Followed, at: Date) =>
  trx.updateTable('calls').set({ seenAt: at }).where('id', '=', call.id).where('seenAt', '<', at).execute()

/** A call that the exchanges do not have any more. */
function endingOf(kept: Followed | undefined, { at, up }: { at: Date; up: ReadonlySet<string> }): Envelope[] {
  if (!kept || kept.call.endedAt) return []
  const { call } = kept
  if (at.getTime() - call.seenAt.getTime() < UNSEEN_MS) return []
  // Nobody can tell while its exchange is away: its adapter says what became of it.
  if (!up.has(call.exchange) && at.getTime() - call.seenAt.getTime() < 10 * UNSEEN_MS) return []
  return [concludedEnd(call, at)]
}

/** What must have happened to a call for it to be as it is there, and was not told here. */
function missingOf(
  live: LiveCall,
  kept: Followed | undefined,
  { at, snapshotAt }: { at: Date; snapshotAt: number },
): Envelope[] {
  if (kept?.call.endedAt) return resumedBy(live, kept.call, snapshotAt)
  const isSettled = (since: string) => at.getTime() - Date.parse(since) >= SETTLED_MS
  if (!kept && !isSettled(live.arrivedAt)) return []
  const of = { ...live, site: kept?.call.site ?? '' }
  const events: Envelope[] = []
  if (!kept) events.push(beginningOf(live, of))
  if (live.readyAt && isSettled(live.readyAt) && !kept?.call.readyAt && live.direction === 'in')
    events.push(
      concluded(
        'call.ready',
        { systemId: null, wants: 'nothing', line: live.to },
        of,
        new Date(live.readyAt),
      ),
    )
  const there = new Map(live.legs.map((leg) => [leg.legRef, leg]))
  for (const leg of kept?.legs.filter(isLive) ?? [])
    if (!there.has(leg.legRef) && isOld(kept, at))
      events.push(concluded('leg.cleared', { ...leg, cause: 'normal', by: 'unknown' }, of, at, leg.legRef))
  for (const leg of live.legs) {
    const known = kept?.legs.find(({ legRef }) => legRef === leg.legRef)
    if (leg.role === 'caller' || known?.endedAt || !isSettled(leg.since)) continue
    const { legRef, role, agentId, extension, number } = leg
    const part = { role, agentId, extension, number }
    const since = new Date(leg.since)
    if (leg.state === 'alerting' && !known) events.push(concluded('leg.alerting', part, of, since, legRef))
    if (leg.state !== 'alerting' && !known?.establishedAt)
      events.push(concluded('leg.established', part, of, since, legRef))
    if (leg.state === 'held' && !known?.heldSince) events.push(concluded('leg.held', part, of, since, legRef))
    if (leg.state === 'up' && known?.heldSince)
      events.push(concluded('leg.retrieved', part, of, since, legRef))
  }
  return events
}

/** It was taken for lost, and lives: the snapshot was taken well after that. */
const resumedBy = (live: LiveCall, { outcome, endedAt, site }: Followed['call'], snapshotAt: number) =>
  outcome === 'lost' && endedAt && snapshotAt - endedAt.getTime() >= SETTLED_MS
    ? [concluded('call.resumed', {}, { ...live, site }, new Date(snapshotAt))]
    : []

/** Events of a moment ago may still be on their way. */
const isOld = (kept: Followed | undefined, at: Date) =>
  kept !== undefined && at.getTime() - kept.call.seenAt.getTime() >= UNSEEN_MS / 2

const beginningOf = (live: LiveCall, of: About): Envelope => {
  const at = new Date(live.arrivedAt)
  if (live.direction === 'in')
    return concluded(
      'call.offered',
      { from: live.from, to: live.to, channel: 'phone', display: null },
      of,
      at,
    )
  const extension = live.legs.find(({ role }) => role === 'agent')?.extension ?? live.from ?? ''
  return concluded('call.originated', { to: live.to, extension, order: null }, of, at)
}
