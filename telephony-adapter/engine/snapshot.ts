import type { LiveCall, Snapshot } from '../port.ts'
import { type CallState, isWaiting, ringingDesks } from './call.ts'
import type { Ground, Link } from './ground.ts'
import { isParked } from './settle.ts'
import { iso, legData } from './work.ts'

/** Everything that lives, as call control has it now. */
export function snapshotOf(ground: Pick<Ground, 'calls' | 'links' | 'clock'>): Omit<Snapshot, 'seq'> {
  return {
    at: iso(ground.clock.now()),
    calls: [...ground.calls.values()].map(({ state, link }) => liveCall(state, link.exchange.name)),
    devices: ground.links.flatMap(({ devices }) => [...devices.values()]),
    exchanges: ground.links.map(exchangeState),
  }
}

export const exchangeState = ({ exchange, state, since }: Link) => ({
  exchange: exchange.name,
  site: exchange.site,
  state,
  isSimulated: exchange.isSimulated,
  since: iso(since),
  phoneUrl: exchange.phoneUrl,
})

const liveCall = (call: CallState, exchange: string): LiveCall => ({
  callRef: call.callRef,
  exchange,
  direction: call.direction,
  from: call.from,
  to: call.to,
  state: stateOf(call),
  arrivedAt: iso(call.arrivedAt),
  readyAt: call.readyAt === null ? null : iso(call.readyAt),
  legs: call.legs.map((leg) => ({
    ...legData(leg),
    legRef: leg.legRef,
    state: leg.state === 'calling' ? 'alerting' : leg.state,
    since: iso(leg.since),
  })),
})

function stateOf(call: CallState): LiveCall['state'] {
  if (call.phase === 'talking') return isParked(call) ? 'held' : 'talking'
  if (call.phase === 'survey') return 'survey'
  if (call.phase === 'dialling') return 'ringing'
  if (isWaiting(call)) return ringingDesks(call).length > 0 ? 'ringing' : 'waiting'
  if (call.talkedAt !== null) return 'talking'
  return call.readyAt === null ? 'menu' : 'waiting'
}
