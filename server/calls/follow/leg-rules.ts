import type { ClearCause, Envelope } from '../../../telephony-adapter/port.ts'
import type { Call } from '../tables.ts'
import type { Effect, LegChange } from './effects.ts'
import { desksUp, type Followed, isDesk, isLive, type StoredLeg } from './state.ts'
import type { Step, World } from './step.ts'

type LegEvent = Envelope<
  'leg.alerting' | 'leg.established' | 'leg.held' | 'leg.retrieved' | 'leg.failed' | 'leg.cleared'
>

/** So a phone ends that lost its network or its power: nobody hung it up, and the caller waits again. */
const DIED: readonly ClearCause[] = ['network', 'unreachable', 'lost']

/** What an event of a leg makes of it and its call. Its ringing told after its answer, or anything after its end, changes nothing. */
export function followLeg(known: Followed, event: LegEvent, at: Date, world: World): Step {
  if (!event.legRef) return { ...known, effects: [] }
  const before = known.legs.find(({ legRef }) => legRef === event.legRef) ?? newLeg(known.call, event, world)
  const change = event.type.slice('leg.'.length) as LegChange
  const leg = changed(before, event, at)
  if (!leg) return { ...known, effects: [] }
  const isNew = !known.legs.some(({ legRef }) => legRef === leg.legRef)
  const legs = isNew ? [...known.legs, leg] : known.legs.map((one) => (one.legRef === leg.legRef ? leg : one))
  const now = { call: known.call, legs }
  if (known.call.endedAt) return { ...now, effects: [] }
  const call = { ...known.call, ...callAfter(now, leg, change, at) }
  const cause = 'cause' in event.data ? event.data.cause : null
  const effects: Effect[] = [
    ...(leg.agentId ? [{ do: 'leg' as const, leg, change, cause }] : []),
    ...followsFrom({ before: known.call, after: call }, now, leg, { change, cause }),
  ]
  return { call, legs, effects }
}

const newLeg = (call: Call, { legRef, data }: LegEvent, world: World): StoredLeg => ({
  legRef: legRef ?? '',
  callId: call.id,
  role: data.role,
  agentId: world.agentOf({ agentId: data.agentId, extension: data.extension }) ?? null,
  extension: data.extension,
  number: data.number === null ? null : world.numberOf(data.number),
  alertingAt: null,
  establishedAt: null,
  heldSince: null,
  heldMs: 0,
  endedAt: null,
  cause: null,
  endedBy: null,
})

/** @returns undefined when it changes nothing */
function changed(leg: StoredLeg, event: LegEvent, at: Date): StoredLeg | undefined {
  if (leg.endedAt) return undefined
  const heldMs = leg.heldMs + (leg.heldSince ? Math.max(0, at.getTime() - leg.heldSince.getTime()) : 0)
  switch (event.type) {
    case 'leg.alerting':
      return leg.alertingAt || leg.establishedAt ? undefined : { ...leg, alertingAt: at }
    case 'leg.established':
      return leg.establishedAt ? undefined : { ...leg, establishedAt: at, role: roleOf(leg, event) }
    case 'leg.held':
      return leg.heldSince ? undefined : { ...leg, heldSince: at }
    case 'leg.retrieved':
      return leg.heldSince ? { ...leg, heldSince: null, heldMs } : undefined
    default: {
      const by = event.type === 'leg.cleared' ? event.data.by : null
      return { ...leg, endedAt: at, heldSince: null, heldMs, cause: event.data.cause, endedBy: by }
    }
  }
}

/** Who was asked for advice, and got the customer instead, answers as the agent. */
const roleOf = (leg: StoredLeg, { data }: LegEvent) => (leg.role === 'consulted' ? data.role : leg.role)

/** How the call stands with this leg as it is now. */
function callAfter({ call, legs }: Followed, leg: StoredLeg, change: LegChange, at: Date): Partial<Call> {
  if (call.state === 'survey') return {}
  if (change === 'established' && isAnswer(call, leg))
    return {
      state: 'talking',
      answeredAt: call.answeredAt ?? at,
      ...(leg.role === 'agent' && { agentId: leg.agentId }),
    }
  const up = desksUp({ call, legs })
  if (change === 'alerting')
    return up.length === 0 && isDesk(leg) && call.direction === 'in' ? { state: 'ringing' } : {}
  if ((change === 'held' || change === 'retrieved') && up.length > 0 && call.answeredAt)
    return { state: up.every((desk) => desk.heldSince) ? 'held' : 'talking' }
  return {}
}

/** An incoming call is answered by an agent, one of ours by whom it dialled. */
const isAnswer = (call: Call, leg: StoredLeg) =>
  call.direction === 'out' ? leg.role === 'dialled' : isDesk(leg)

function followsFrom(
  { before, after }: { before: Call; after: Call },
  now: Followed,
  leg: StoredLeg,
  { change, cause }: { change: LegChange; cause: ClearCause | null },
): Effect[] {
  if (change === 'established' && isAnswer(before, leg)) {
    const agentId = before.direction === 'out' ? after.agentId : leg.agentId
    return [{ do: 'answered', agentId, formerId: before.answeredAt ? before.agentId : null }]
  }
  if (change !== 'failed' && change !== 'cleared') return []
  if (before.direction === 'out' || !isDesk(leg) || before.state === 'survey') return []
  if (now.legs.some((one) => isLive(one) && isDesk(one))) return []
  const wasUp = leg.establishedAt !== null
  if (wasUp && !(cause && DIED.includes(cause))) return []
  return [
    ...(wasUp || cause === 'withdrawn'
      ? []
      : [{ do: 'missed' as const, agentId: leg.agentId, cause: cause ?? 'normal' }]),
    { do: 'wait', front: cause !== 'withdrawn' },
  ]
}
