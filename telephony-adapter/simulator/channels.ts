import type { ChannelState } from '../exchange.ts'
import type { ClearCause } from '../port.ts'
import { partBridge } from './bridges.ts'
import { stopAllOn } from './sounds.ts'
import { type Channel, changed, type Phone, type Switch, tell } from './state.ts'

type New = Pick<Channel, 'id' | 'callRef' | 'kind' | 'to'> & Partial<Channel>

export function addChannel(sw: Switch, given: New): Channel {
  const channel: Channel = {
    extension: null,
    state: 'ringing',
    from: null,
    display: null,
    channel: 'phone',
    isOurs: true,
    bridgeId: null,
    marks: {},
    startedAt: sw.clock.now(),
    answeredAt: null,
    music: false,
    isMutedIn: false,
    isMutedOut: false,
    isHeld: false,
    isMutedAtPhone: false,
    ear: null,
    fax: null,
    heard: [],
    pressed: '',
    whenUp: () => {},
    whenGone: () => {},
    whenCutOff: () => {},
    takesDigit: null,
    cancels: new Set(),
    ...given,
  }
  sw.channels.set(channel.id, channel)
  if (channel.extension) tellDevice(sw, channel.extension)
  changed(sw, channel.extension)
  return channel
}

/** Answered: by the person, or by us for them. Nothing when it was. */
export function setUp(sw: Switch, channel: Channel) {
  if (channel.state === 'up' || !sw.channels.has(channel.id)) return
  channel.state = 'up'
  channel.answeredAt = sw.clock.now()
  channel.whenUp()
  changed(sw, channel.extension)
}

/** Ends a channel, whoever did it: told once. */
export function endChannel(sw: Switch, channel: Channel, cause: ClearCause, bySystem: boolean) {
  if (!sw.channels.has(channel.id)) return
  for (const cancel of channel.cancels) cancel()
  stopAllOn(sw, channel.id, false)
  partBridge(sw, channel)
  sw.channels.delete(channel.id)
  tell(sw, channel.id, { type: 'gone', channelId: channel.id, cause, bySystem })
  if (channel.kind === 'caller' && channel.extension === null) writeRecord(sw, channel)
  for (const ear of [...sw.channels.values()]) {
    if (ear.ear?.on === channel.id) endChannel(sw, ear, 'normal', false)
  }
  channel.whenGone(cause)
  if (channel.extension) tellDevice(sw, channel.extension)
  changed(sw, channel.extension)
}

/** What the exchange writes down of a call that reached it from outside, when it begins and when it ends. */
export function writeRecord(sw: Switch, channel: Channel) {
  const { callRef, from, to, startedAt, answeredAt } = channel
  const iso = (at: number) => new Date(at).toISOString()
  sw.records.set(callRef, {
    ...{ callRef, exchange: sw.name, from, to, startedAt: iso(startedAt) },
    answeredAt: answeredAt === null ? null : iso(answeredAt),
    // Of a call that was on when the exchange died nothing else is known.
    endedAt: iso(sw.channels.has(channel.id) ? startedAt : sw.clock.now()),
  })
}

export function stateOf(channel: Channel): ChannelState {
  const { id, callRef, state, from, display, to, isOurs, bridgeId, startedAt } = channel
  const marks = { ...channel.marks }
  return {
    channelId: id,
    callRef,
    state,
    from,
    display,
    to,
    channel: channel.channel,
    isOurs,
    bridgeId,
    marks,
    startedAt,
  }
}

export function isInUse(sw: Switch, extension: string): boolean {
  for (const channel of sw.channels.values()) if (channel.extension === extension) return true
  return false
}

/** Tells when a phone begins or ends to be in use. */
function tellDevice(sw: Switch, extension: string) {
  const phone = sw.phones.get(extension)
  if (!phone) return
  const inUse = isInUse(sw, extension)
  if (inUse === phone.wasInUse || (inUse && !phone.isRegistered)) return
  phone.wasInUse = inUse
  if (!inUse) phone.idleSince = sw.clock.now()
  tell(sw, `device ${extension}`, { type: 'device', extension, inUse })
}

/** Told at every registration, also of a phone that was registered; the end of it only once. */
export function setRegistered(sw: Switch, phone: Phone, registered: boolean) {
  if (!registered && !phone.isRegistered) return
  phone.isRegistered = registered
  changed(sw, phone.extension)
  tell(sw, `device ${phone.extension}`, { type: 'device', extension: phone.extension, registered })
}
