import type { Facts } from './facts.ts'

/** How a call is spoken of: by its caller. */
export const numberOf = ({ fromNumber, callRef }: Facts['calls'][number]) => fromNumber ?? callRef

export function noLiveCallWithoutAChannel({ calls, legs, snapshot, exchanges }: Facts): string[] {
  const channels = exchanges.flatMap((one) => one.channels)
  const wrong: string[] = []
  for (const call of calls.filter(({ endedAt }) => !endedAt)) {
    if (!channels.some(({ callRef }) => callRef === call.callRef))
      wrong.push(`${numberOf(call)}'s call lives here (${call.state}) and at no exchange`)
    if (!snapshot.calls.some(({ callRef }) => callRef === call.callRef))
      wrong.push(`${numberOf(call)}'s call lives here (${call.state}) and not in the adapter`)
  }
  for (const { callRef, from, state } of snapshot.calls)
    if (!channels.some((one) => one.callRef === callRef))
      wrong.push(`the adapter has ${from}'s call (${state}), no exchange has`)
  for (const leg of legs.filter(({ endedAt }) => !endedAt)) {
    const call = calls.find(({ id }) => id === leg.callId)
    if (call?.endedAt) wrong.push(`${leg.extension} is in ${numberOf(call)}'s call still, though it is over`)
    else if (!channels.some(({ id }) => id === leg.legRef))
      wrong.push(`${leg.extension} is in a call by a leg that no exchange has`)
  }
  return wrong
}

export function noChannelWithoutALiveCall({ snapshot, exchanges }: Facts): string[] {
  const live = new Set(snapshot.calls.map(({ callRef }) => callRef))
  return exchanges.flatMap(({ name, channels, bridges }) => [
    ...channels
      .filter(({ callRef }) => !live.has(callRef))
      .map(({ device }) => `${device} lives at ${name} for no call`),
    ...bridges
      .filter(({ channels: joined }) => joined.length === 0)
      .filter(({ id }) => !live.has(/^bridge-(.+?)(-consult|-ear-\d+)?$/.exec(id)?.[1] ?? id))
      .map(({ id }) => `bridge ${id} is left at ${name}`),
  ])
}

const BUSY = ['reserved', 'ringing', 'on-call', 'hold', 'wrap-up']

export function nobodyBusyWithoutALeg({
  engagements,
  legs,
  offers,
  calls,
  callbacks,
  wrapUps,
  times,
  agents,
  phones,
  exchanges,
}: Facts) {
  const wrong: string[] = []
  for (const { personId, callId, kind } of engagements) {
    const hasLeg = legs.some((leg) => leg.agentId === personId && leg.callId === callId && !leg.endedAt)
    const isOffered = offers.some((one) => one.agentId === personId && one.callId === callId && !one.outcome)
    const callsBack = callbacks.some((one) => one.agentId === personId && !one.doneAt)
    const writes = wrapUps.some((one) => one.agentId === personId && one.callId === callId && !one.endedAt)
    const isSo = {
      reserved: isOffered || callsBack || hasLeg,
      ringing: hasLeg,
      'on-call': hasLeg,
      'wrap-up': writes,
    }
    if (!isSo[kind]) wrong.push(`somebody is ${kind} for a call in which they have no part`)
  }
  for (const { personId, state } of times)
    if (BUSY.includes(state) && !engagements.some((one) => one.personId === personId))
      wrong.push(`somebody counts as ${state} and nothing keeps them`)
  for (const { notResponding } of agents)
    if (notResponding) wrong.push('somebody counts as not responding who has answered whatever rang')
  for (const { outcome, callId } of offers) {
    const call = calls.find(({ id }) => id === callId)
    if (!outcome && call?.endedAt) wrong.push(`${numberOf(call)} is offered still, though the call is over`)
  }
  for (const { extension, exchange, inUse } of phones) {
    const there = exchanges.find(({ name }) => name === exchange)
    if (inUse && there && !there.channels.some(({ device }) => device.startsWith(`PJSIP/${extension}-`)))
      wrong.push(`phone ${extension} counts as in use at ${exchange}`)
  }
  return wrong
}
