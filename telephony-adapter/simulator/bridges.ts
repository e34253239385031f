import { type Channel, type Switch, tell } from './state.ts'

export function joinBridge(sw: Switch, bridgeId: string, channel: Channel) {
  if (channel.bridgeId === bridgeId) return
  partBridge(sw, channel)
  sw.bridges.get(bridgeId)?.add(channel.id)
  channel.bridgeId = bridgeId
  tell(sw, channel.id, { type: 'joined', bridgeId, channelId: channel.id })
}

export function partBridge(sw: Switch, channel: Channel) {
  const { bridgeId } = channel
  if (bridgeId === null) return
  sw.bridges.get(bridgeId)?.delete(channel.id)
  channel.bridgeId = null
  tell(sw, channel.id, { type: 'parted', bridgeId, channelId: channel.id })
}

/** Whether what is said into this channel can be heard by the others of its bridge. */
function speaks(channel: Channel): boolean {
  return channel.state === 'up' && !channel.isMutedIn && !channel.isMutedAtPhone && !channel.isHeld
}

/** Whose voices reach somebody: the channels that are heard by this one, ears followed to what they are put to. */
export function audibleTo(sw: Switch, channel: Channel): Set<string> {
  const heard = new Set<string>()
  if (channel.isMutedOut || channel.isHeld) return heard
  const add = (voice: Channel) => {
    if (voice.ear) for (const id of overheard(sw, voice.ear.on)) heard.add(id)
    else heard.add(voice.id)
  }
  for (const other of inBridge(sw, channel)) if (speaks(other)) add(other)
  for (const ear of sw.channels.values()) {
    if (ear.ear?.on !== channel.id || !ear.ear.whispers) continue
    for (const whisperer of inBridge(sw, ear)) if (speaks(whisperer)) add(whisperer)
  }
  heard.delete(channel.id)
  return heard
}

/** What an ear hears: what its channel says, and the others of that one's bridge. */
function overheard(sw: Switch, on: string): string[] {
  const channel = sw.channels.get(on)
  if (!channel) return []
  const others = inBridge(sw, channel).filter((other) => speaks(other) && !other.ear)
  return [...(speaks(channel) ? [on] : []), ...others.map(({ id }) => id)]
}

function inBridge(sw: Switch, channel: Channel): Channel[] {
  if (channel.bridgeId === null) return []
  return [...(sw.bridges.get(channel.bridgeId) ?? [])]
    .filter((id) => id !== channel.id)
    .flatMap((id) => sw.channels.get(id) ?? [])
}
