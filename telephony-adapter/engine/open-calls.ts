import type { CallChannel, CallRef, Leg, LegRef, TelephonyEvents } from '../port.ts'
import type { CallState } from './call.ts'
import type { Told } from './ground.ts'

/** What was told of a call that has not been told as ended. */
export type OpenCall = {
  callRef: CallRef
  exchange: string
  direction: 'in' | 'out'
  from: string | null
  to: string
  channel: CallChannel
  arrivedAt: number
  readyAt: number | null
  systemId: number | null
  talkedAt: number | null
  isAsked: boolean
  /** Given to the receiver of faxes. */
  isFax: boolean
  order: CallState['order']
  legs: { legRef: LegRef; leg: Leg; isUp: boolean; isHeld: boolean; at: number }[]
  /** Whom the caller was given to, as long as nothing was told of their phone; null: nobody, or the queue. */
  sentTo: Leg | null
  /** Not yet told as ready or failed. */
  recordings: string[]
}

/**
 * Calls that were going on when this was the last that was told, by their events in order: what an adapter that starts
 * again needs to see which of them have ended without it.
 */
export function openCalls(events: Iterable<Told>): OpenCall[] {
  const open = new Map<CallRef, OpenCall>()
  for (const event of events) if (event.callRef !== null) follow(open, event.callRef, event)
  return [...open.values()]
}

function follow(open: Map<CallRef, OpenCall>, callRef: CallRef, event: Told) {
  const at = Date.parse(event.occurredAt)
  const call = open.get(callRef)
  if (!call) {
    const begun = begin(callRef, event, at)
    if (begun) open.set(callRef, begun)
    return
  }
  switch (event.type) {
    case 'call.ended':
      return open.delete(callRef)
    case 'call.ready':
      call.readyAt ??= at
      call.systemId ??= event.data.systemId
      return
    case 'survey.asked':
      call.isAsked = true
      return
    case 'call.diverted':
      call.isFax ||= event.data.reason === 'fax'
      return
    case 'recording.started':
      return call.recordings.push(event.data.name)
    case 'recording.ready':
    case 'recording.failed':
      call.recordings = call.recordings.filter((name) => name !== event.data.name)
      return
    case 'call.transferred':
      call.sentTo = sentTo(event.data)
      return
    case 'leg.held':
    case 'leg.retrieved':
      for (const leg of call.legs) if (leg.legRef === event.legRef) leg.isHeld = event.type === 'leg.held'
      return
    case 'leg.alerting':
    case 'leg.established':
    case 'leg.failed':
    case 'leg.cleared':
      return followLeg(call, event, at)
  }
}

function sentTo({ toAgentId, to }: TelephonyEvents['call.transferred']): Leg | null {
  if (toAgentId !== null) return { role: 'agent', agentId: toAgentId, extension: to, number: null }
  return to === 'queue' ? null : { role: 'dialled', agentId: null, extension: null, number: to }
}

type LegEvent = Extract<Told, { type: 'leg.alerting' | 'leg.established' | 'leg.failed' | 'leg.cleared' }>

function followLeg(call: OpenCall, { type, legRef, data }: LegEvent, at: number) {
  if (legRef === null) return
  call.legs = call.legs.filter((leg) => leg.legRef !== legRef)
  if (type !== 'leg.cleared') call.sentTo = null
  if (type === 'leg.failed' || type === 'leg.cleared') return
  const { role, agentId, extension, number } = data
  const isUp = type === 'leg.established'
  call.legs.push({ legRef, leg: { role, agentId, extension, number }, isUp, isHeld: false, at })
  const isTalk = call.direction === 'in' ? role === 'agent' : role === 'dialled'
  if (isUp && isTalk) call.talkedAt ??= at
}

function begin(callRef: CallRef, event: Told, arrivedAt: number): OpenCall | undefined {
  const empty = {
    readyAt: null,
    systemId: null,
    talkedAt: null,
    isAsked: false,
    isFax: false,
    sentTo: null,
    legs: [],
    recordings: [],
  }
  const known = { ...empty, callRef, exchange: event.exchange, arrivedAt }
  if (event.type === 'call.offered') {
    const { from, to, channel } = event.data
    return { ...known, direction: 'in', from, to, channel, order: null }
  }
  if (event.type === 'call.originated') {
    const { to, order } = event.data
    return { ...known, direction: 'out', from: null, to, channel: 'phone', order }
  }
  return undefined
}
