import type { ClearCause, ClearedBy } from '../port.ts'
import { type CallState, isUp, type LegState, mainBridge } from './call.ts'
import { legData, lookIn, order, orderForReply, tell, type Work } from './work.ts'

/** A leg is looked for so long after its ringing should have ended. */
const LATE_MS = 5_000

type NewLeg = Pick<LegState, 'side' | 'role' | 'why'> &
  Partial<Pick<LegState, 'agentId' | 'extension' | 'number' | 'channelId' | 'state'>>

/** Adds a leg under its own name; nothing is ordered yet. */
export function addLeg(work: Work, made: NewLeg): LegState {
  const { call } = work
  const legRef = `leg-${call.callRef}-${call.count.legs++}`
  const leg: LegState = {
    legRef,
    channelId: legRef,
    agentId: null,
    extension: null,
    number: null,
    state: 'calling',
    since: work.at,
    madeAt: work.now,
    place: null,
    hasMusic: false,
    clearing: null,
    heldAt: 0,
    misses: 0,
    ...made,
  }
  call.legs.push(leg)
  return leg
}

/** Rings a phone or a number. `replies`: the command's answer is whether the exchange took it. */
export function ring(
  work: Work,
  made: NewLeg,
  ringMs: number,
  shows: { number: string; name: string },
  replies = false,
): LegState {
  const { call } = work
  needBridge(work, mainBridge(call))
  const leg = addLeg(work, made)
  const wanted = {
    channelId: leg.channelId,
    callRef: call.callRef,
    to: leg.extension ? { extension: leg.extension } : { number: leg.number ?? '' },
    shows,
    marks: {
      role: leg.role,
      since: new Date(work.at).toISOString(),
      ...(leg.agentId && { agentId: leg.agentId }),
      ...(call.order && { order: JSON.stringify(call.order) }),
      ...(call.order?.caseId && { caseId: call.order.caseId }),
    },
    ringMs,
  }
  if (replies) orderForReply(work, 'call', wanted)
  else order(work, 'call', wanted)
  lookIn(work, ringMs + LATE_MS)
  return leg
}

export function needBridge(work: Work, bridgeId: string) {
  if (work.call.bridges.includes(bridgeId)) return
  work.call.bridges.push(bridgeId)
  order(work, 'makeBridge', bridgeId)
}

/** What is being taken down is looked for so soon. */
const DOWN_MS = 5_000

/** Takes a leg down. What is told of it comes with its `gone`. */
export function takeDown(work: Work, leg: LegState, cause: ClearCause, by: ClearedBy) {
  if (leg.clearing) return
  leg.clearing = { cause, by }
  order(work, 'hangUp', leg.channelId, cause)
  lookIn(work, DOWN_MS)
}

/** Strikes out a leg and tells how it ended. */
export function strike(work: Work, leg: LegState, cause: ClearCause, bySystem: boolean) {
  const { call } = work
  call.legs.splice(call.legs.indexOf(leg), 1)
  if (leg.role === 'caller') return
  const told = leg.clearing ?? { cause, by: bySystem ? ('system' as const) : sideOf(leg) }
  if (leg.state === 'calling' || leg.state === 'alerting')
    tell(work, 'leg.failed', { ...legData(leg), cause: told.cause }, leg.legRef)
  else tell(work, 'leg.cleared', { ...legData(leg), ...told }, leg.legRef)
}

export const sideOf = (leg: LegState): ClearedBy => (leg.side === 'customer' ? 'caller' : 'agent')

/** The call's leg of this agent that has answered, or else the one that rings. */
export function legOfAgent(call: CallState, agentId: string) {
  const own = call.legs.filter((leg) => leg.side === 'desk' && leg.agentId === agentId && !leg.clearing)
  return own.find(isUp) ?? own[0]
}
