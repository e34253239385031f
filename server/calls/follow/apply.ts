import type { Envelope } from '../../../telephony-adapter/port.ts'
import type { ServiceLevel } from '../../cases/service-level.ts'
import type { Trx } from '../../platform/database/database.ts'
import { emitAll } from '../../platform/events/outbox.ts'
import type { Id } from '../../platform/values.ts'
import { lookForAgent } from '../acd/wait.ts'
import { callAnswered, callChanged } from '../events.ts'
import type { Call } from '../tables.ts'
import { beginCalls, type Fresh } from './begin-calls.ts'
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
  /** What these events need to know, where the caller has just read it. */
  known?: Known
}

/** Applies events that were not applied before, in their order. @param now what time it is */
export async function applyEvents(trx: Trx, events: readonly Envelope[], time: Time): Promise<void> {
  const known = time.known ?? (await loadWorld(trx, events, time.now))
  for (const run of runsOf(events)) await applyRun(trx, run, { ...time, known })
}

async function applyRun(
  trx: Trx,
  run: readonly Envelope[],
  { known, level, now, isPast = false }: Time & { known: Known },
) {
  await noteThings(trx, run)
  const refs = run.flatMap(({ callRef }) => callRef ?? [])
  if (refs.length === 0) return
  const before = await loadCalls(
    trx,
    refs.filter((ref) => known.there.has(ref)),
  )
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
  const atOnce = isPast ? new Map() : waitingAtOnce(before, after, due, known)
  const written = await write(trx, { before, after, atOnce, known, level, now })
  const vain = new Set<string>()
  for (const { callRef, effect, at } of due) {
    const call = written.get(callRef)!
    if (effect.do === 'wait' && atOnce.has(callRef) && call.waitingSince)
      await lookForAgent(trx, call, { now, vain, terms: known.takeTerms() })
    else await perform(trx, call, effect, { known, at, now, isPast, vain })
    // Somebody may be free now.
    if (effect.do === 'leg' || effect.do === 'ended') vain.clear()
  }
  await tellOf(trx, [...after.values()], due, written)
}

/** Calls that begin, and wait for an agent in the same breath: they are written as what waits. */
function waitingAtOnce(
  before: ReadonlyMap<string, Followed>,
  after: ReadonlyMap<string, Followed>,
  due: readonly Due[],
  known: Known,
): ReadonlyMap<string, NonNullable<Fresh['waits']>> {
  const waits = new Map<string, NonNullable<Fresh['waits']>>()
  for (const { callRef, effect, at } of due) {
    const { call, legs } = after.get(callRef)!
    if (effect.do === 'call-back-asked') known.owed.add(effect.number)
    if (effect.do === 'ended' && call.fromNumber) known.owed.add(call.fromNumber)
    if (effect.do !== 'wait' || before.has(callRef)) continue
    // Who is owed a call comes in where they would have been called, which has to be settled first.
    const isOwed = call.fromNumber !== null && known.owed.has(call.fromNumber)
    if (call.state === 'waiting' && legs.length === 0 && !isOwed)
      waits.set(callRef, { at, ...(effect.wants && { wants: effect.wants }) })
  }
  return waits
}

type Writing = Pick<Required<Time>, 'known' | 'level' | 'now'> & {
  before: ReadonlyMap<string, Followed>
  after: ReadonlyMap<string, Followed>
  atOnce: ReadonlyMap<string, NonNullable<Fresh['waits']>>
}

async function write(
  trx: Trx,
  { before, after, atOnce, known, level, now }: Writing,
): Promise<Map<string, Call>> {
  const all = [...after.values()]
  const fresh = all.filter(({ call }) => !before.has(call.callRef)).map(({ call }) => call)
  const begun = await beginCalls(
    trx,
    fresh.map((call) => ({ call, waits: atOnce.get(call.callRef) })),
    { known, level, at: now },
  )
  for (const { callRef } of fresh) known.there.add(callRef)
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
