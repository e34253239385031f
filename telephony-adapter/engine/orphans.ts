import type { ChannelState, ExchangeSnapshot } from '../exchange.ts'
import type { Ground, Link, RunningCall } from './ground.ts'

/** Takes down what belongs to no call that lives: legs, ears, bridges and recordings that somebody forgot. */
export function removeOrphans(ground: Ground, link: Link, snapshot: ExchangeSnapshot) {
  const { exchange } = link
  const done = (order: Promise<unknown>) => void order.catch(() => {})
  for (const channel of snapshot.channels) {
    if (!isOrphan(ground, channel)) continue
    ground.log.info(
      { channelId: channel.channelId, exchange: exchange.name },
      'a leg without a call is taken down',
    )
    done(exchange.hangUp(channel.channelId, 'normal'))
  }
  for (const { bridgeId } of snapshot.bridges) {
    const callRef = /^bridge-(.+?)(-consult|-ear-\d+)?$/.exec(bridgeId)?.[1]
    if (callRef === undefined) continue
    if (!ground.calls.get(callRef)?.state.bridges.includes(bridgeId)) done(exchange.endBridge(bridgeId))
  }
  for (const name of snapshot.recordings) {
    const callRef = /^rec-(.+)-\d+$/.exec(name)?.[1]
    if (callRef === undefined) continue
    if (ground.calls.get(callRef)?.state.recording?.name !== name) done(exchange.stopRecording(name))
  }
}

function isOrphan(ground: Ground, { channelId, callRef, isOurs }: ChannelState) {
  const named = /^(?:leg|snoop)-(.+)-\d+$/.exec(channelId)?.[1]
  const running = ground.calls.get(named ?? callRef)
  if (running) return named !== undefined && !has(running, channelId)
  return named !== undefined || (isOurs && ground.ended.has(callRef))
}

const has = ({ state }: RunningCall, channelId: string) =>
  state.legs.some((leg) => leg.channelId === channelId) ||
  state.ears.some(({ snoop }) => snoop?.channelId === channelId)
