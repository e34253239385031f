import type { Done, Exchange } from '../exchange.ts'
import { audienceOrders } from './audience-orders.ts'
import { joinBridge, partBridge } from './bridges.ts'
import { addChannel, endChannel, isInUse, setRegistered, setUp, stateOf } from './channels.ts'
import { listenForFax, receiveFax } from './fax.ts'
import { drawFax } from './fax-pages.ts'
import { dialOn, ringLeg } from './legs.ts'
import type { Link } from './link.ts'
import { endRecording, soundOf } from './recordings.ts'
import { stopAllOn } from './sounds.ts'
import { type Channel, GONE, OK, type Switch, tell } from './state.ts'

type Orders = Omit<Exchange, 'name' | 'site' | 'isSimulated' | 'phoneUrl'>

/** What a program can ask of the exchange over its link. */
export function orders(sw: Switch, link: Link): Orders {
  /** Only of what is in our hands: otherwise it has gone, as far as we are concerned. */
  const withChannel = (channelId: string, run: (channel: Channel) => Done | undefined) =>
    link.order(() => {
      const channel = sw.channels.get(channelId)
      return channel?.isOurs ? (run(channel) ?? OK) : GONE
    })
  return {
    ...audienceOrders(sw, link, withChannel),
    start: async (listener) => link.start(listener),
    close: async () => link.close(),
    snapshot: () => link.ask(() => snapshotOf(sw)),

    answer: (channelId) =>
      withChannel(channelId, (channel) => {
        if (channel.state === 'up') return
        setUp(sw, channel)
        listenForFax(sw, channel)
      }),
    indicateRinging: (channelId) => withChannel(channelId, () => OK),
    hangUp: (channelId, cause) =>
      link.order(() => {
        const channel = sw.channels.get(channelId)
        if (!channel) return GONE
        endChannel(sw, channel, cause, true)
        return OK
      }),
    call: (leg) =>
      link.order(() => {
        if (sw.channels.has(leg.channelId)) return OK
        const extension = 'extension' in leg.to ? leg.to.extension : null
        const to = 'extension' in leg.to ? leg.to.extension : leg.to.number
        const kind = extension === null ? 'number' : 'phone'
        const { channelId: id, callRef, shows } = leg
        const channel = addChannel(sw, {
          ...{ id, callRef, kind, extension, to, marks: { ...leg.marks } },
          from: shows.number,
          display: shows.name,
        })
        ringLeg(sw, channel, leg.ringMs)
        return OK
      }),
    makeBridge: (bridgeId) =>
      link.order(() => {
        if (!sw.bridges.has(bridgeId)) sw.bridges.set(bridgeId, new Set())
        return OK
      }),
    join: (bridgeId, channelId) =>
      withChannel(channelId, (channel) => {
        if (!sw.bridges.has(bridgeId)) return GONE
        joinBridge(sw, bridgeId, channel)
        return OK
      }),
    part: (bridgeId, channelId) =>
      withChannel(channelId, (channel) => {
        if (channel.bridgeId !== bridgeId) return GONE
        partBridge(sw, channel)
        return OK
      }),
    endBridge: (bridgeId) =>
      link.order(() => {
        const members = sw.bridges.get(bridgeId)
        if (!members) return GONE
        stopAllOn(sw, bridgeId, false)
        for (const recording of sw.recordings.values()) {
          if (recording.bridgeId === bridgeId) endRecording(sw, recording)
        }
        for (const id of [...members]) partBridge(sw, sw.channels.get(id)!)
        sw.bridges.delete(bridgeId)
        return OK
      }),
    receiveFax: (channelId) => withChannel(channelId, (channel) => void receiveFax(sw, channel)),
    sendOn: (channelId, number) => withChannel(channelId, (channel) => void sendOn(sw, channel, number)),
    mark: (channelId, marks) => withChannel(channelId, (channel) => void Object.assign(channel.marks, marks)),
    letRegister: ({ extension, secret }) =>
      link.order(() => {
        const phone = sw.phones.get(extension)
        if (secret !== null) sw.secrets.set(extension, secret)
        else if (sw.secrets.delete(extension) && phone) setRegistered(sw, phone, false)
        return OK
      }),

    fetchRecording: (name) =>
      link.ask(() => {
        const recording = sw.recordings.get(name)
        return recording && recording.endedAt !== null ? soundOf(recording) : undefined
      }),
    forgetRecording: (name) => link.order(() => (sw.recordings.delete(name) ? OK : GONE)),
    fetchFax: (name) =>
      link.ask(() => {
        const fax = sw.faxes.get(name)
        return fax && fax.pages > 0 ? drawFax(fax) : undefined
      }),
    forgetFax: (name) => link.order(() => (sw.faxes.delete(name) ? OK : GONE)),
    records: (from, to) =>
      link.ask(() =>
        [...sw.records.values()].filter(({ startedAt }) => {
          const at = Date.parse(startedAt)
          return at >= from.getTime() && at < to.getTime()
        }),
      ),
    missed: () => link.ask(() => sw.missed.map((call) => ({ ...call }))),
    forgetMissed: (callRefs) =>
      link.order(() => {
        sw.missed = sw.missed.filter(({ callRef }) => !callRefs.includes(callRef))
        return OK
      }),
  }
}

/** Gives a call to the exchange's own dialplan, which rings this number. */
function sendOn(sw: Switch, channel: Channel, number: string) {
  stopAllOn(sw, channel.id, false)
  partBridge(sw, channel)
  channel.isOurs = false
  tell(sw, channel.id, { type: 'left', channelId: channel.id, to: 'elsewhere' })
  setUp(sw, channel)
  dialOn(sw, channel, number)
}

function snapshotOf(sw: Switch) {
  const bridges = [...sw.bridges].filter(([id]) => !id.startsWith('dialplan-'))
  return {
    at: sw.clock.now(),
    channels: [...sw.channels.values()].map(stateOf),
    bridges: bridges.map(([bridgeId, members]) => ({ bridgeId, channelIds: [...members] })),
    recordings: [...sw.recordings.values()]
      .filter(({ endedAt, bridgeId }) => endedAt === null && bridgeId !== null)
      .map(({ name }) => name),
    devices: [...sw.phones.values()].map(({ extension, isRegistered }) => ({
      extension,
      registered: isRegistered,
      inUse: isInUse(sw, extension),
    })),
  }
}
