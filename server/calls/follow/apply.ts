import type { Envelope } from '../../../telephony-adapter/port.ts'
import type { ServiceLevel } from '../../cases/service-level.ts'
import type { Trx } from '../../platform/database/database.ts'
import { emitAll } from '../../platform/events/outbox.ts'
import type { Id } from '../../platform/values.ts'
import { callAnswered, callChanged } from '../events.ts'
import type { Call } from '../tables.ts'
import { beginCalls } from './begin-calls.ts'
import type { Effect } from './effects.ts'
import { type Known, loadCalls, loadWorld } from './load.ts'
import { perform } from './perform.ts'
import { next } from './rules.ts'
import { runsOf } from './runs.ts'
import type { Followed } from './state.ts'
import { changedLegs, keepLegs, updateCalls } from './store.ts'
import { noteThings } from './things.ts'

/** What follows, in the order of the events. */
type Due = { callRef: string; effect: Effect; at: Date }

type Time = {
  level: ServiceLevel
  now: Date
  /** All of it is long over: agents and queues of today have nothing to do with it. */
  isPast?: boolean
}

/** Applies events that were not applied before, in their order. @param now what time it is */
export async function applyEvents(trx: Trx, events: readonly Envelope[], time: Time): Promise<void> {
  const known = await loadWorld(trx, events)
  for (const run of runsOf(events)) await applyRun(trx, run, { known, ...time })
}

async function applyRun(
  trx: Trx,
  run: readonly Envelope[],
  { known, level, now, isPast = false }: Time & { known: Known },
) {
  await noteThings(trx, run)
  const refs = run.flatMap(({ callRef }) => callRef ?? [])
  if (refs.length === 0) return
  const before = await loadCalls(trx, refs)
  const after = new Map(before)
  const due: Due[] = []
  for (const event of run) {
    if (event.callRef === null) continue
    const step = next(after.get(event.callRef), event, known)
    if (!step) continue
    after.set(event.callRef, { call: step.call, legs: step.legs })
    const at = new Date(event.occurredAt)
    due.push(...step.effects.map((effect) => ({ callRef: step.call.callRef, effect, at })))
  }
  const written = await write(trx, { before, after, known, level, now })
  const vain = new Set<string>()
  for (const { callRef, effect, at } of due) {
    await perform(trx, written.get(callRef)!, effect, { known, at, now, isPast, vain })
    // Somebody may be free now.
    if (effect.do === 'leg' || effect.do === 'ended') vain.clear()
  }
  await tellOf(trx, [...after.values()], due, written)
}

async function write(
  trx: Trx,
  {
    before,
    after,
    known,
    level,
    now,
  }: {
    before: ReadonlyMap<string, Followed>
    after: ReadonlyMap<string, Followed>
    known: Known
    level: ServiceLevel
    now: Date
  },
): Promise<Map<string, Call>> {
  const all = [...after.values()]
  const fresh = all.filter(({ call }) => !before.has(call.callRef)).map(({ call }) => call)
  const begun = await beginCalls(trx, fresh, { known, level, at: now })
  await updateCalls(
    trx,
    all
      .filter(({ call }) => before.has(call.callRef) && before.get(call.callRef)?.call !== call)
      .map(({ call }) => call),
  )
  await keepLegs(
    trx,
    all.flatMap((followed) => changedLegs(before.get(followed.call.callRef), followed)),
  )
  return new Map(all.map(({ call }) => [call.callRef, begun.get(call.callRef) ?? call]))
}

/** Open pages look again: once a call, however much of it has changed. */
async function tellOf(
  trx: Trx,
  after: readonly Followed[],
  due: readonly Due[],
  written: ReadonlyMap<string, Call>,
) {
  await emitAll(
    trx,
    callChanged,
    after.map(({ call: { callRef }, legs }) => {
      const { id, caseId, agentId } = written.get(callRef)!
      return { callId: id, caseId, agentIds: agentsIn(agentId, legs) }
    }),
  )
  await emitAll(
    trx,
    callAnswered,
    due.flatMap(({ callRef, effect }) => {
      const { id, caseId } = written.get(callRef)!
      return effect.do === 'answered' && effect.agentId
        ? [{ callId: id, caseId, agentId: effect.agentId }]
        : []
    }),
  )
}

const agentsIn = (agentId: Id<'person'> | null, legs: Followed['legs']) => [
  ...new Set([agentId, ...legs.map((leg) => leg.agentId)].filter((id) => id !== null)),
]
