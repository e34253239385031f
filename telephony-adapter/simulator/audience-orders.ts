import type { Done, Exchange } from '../exchange.ts'
import { addChannel, setUp } from './channels.ts'
import type { Link } from './link.ts'
import { endRecording } from './recordings.ts'
import { findPlaying, startPlaying, stopPlaying } from './sounds.ts'
import { type Channel, GONE, laterOn, OK, type Switch, tell } from './state.ts'

type Audience = Pick<
  Exchange,
  'play' | 'stopPlaying' | 'music' | 'mute' | 'dtmf' | 'snoop' | 'record' | 'pauseRecording' | 'stopRecording'
>

/** Who hears what: sounds, music, muting, ears, recordings. */
export function audienceOrders(
  sw: Switch,
  link: Link,
  withChannel: (channelId: string, run: (channel: Channel) => Done | undefined) => Promise<Done>,
): Audience {
  const running = (name: string) => {
    const recording = sw.recordings.get(name)
    return recording?.endedAt === null ? recording : undefined
  }
  return {
    play: (on, playId, sounds) =>
      link.order(() => {
        const isThere =
          'channelId' in on ? sw.channels.get(on.channelId)?.isOurs : sw.bridges.has(on.bridgeId)
        if (!isThere) return GONE
        if (!findPlaying(sw, playId)) startPlaying(sw, on, playId, sounds)
        return OK
      }),
    stopPlaying: (playId) =>
      link.order(() => {
        const playing = findPlaying(sw, playId)
        if (!playing) return GONE
        stopPlaying(sw, playing)
        return OK
      }),
    music: (channelId, isOn) =>
      withChannel(channelId, (channel) => {
        if (channel.music === isOn) return
        channel.music = isOn
        channel.heard.push({ at: sw.clock.now(), music: isOn })
      }),
    mute: (channelId, way, isOn) =>
      withChannel(channelId, (channel) => {
        if (way !== 'out') channel.isMutedIn = isOn
        if (way !== 'in') channel.isMutedOut = isOn
      }),
    dtmf: (channelId, digits) =>
      withChannel(channelId, (channel) => {
        channel.pressed += digits
      }),
    snoop: ({ channelId, on, whispers, callRef, marks }) =>
      link.order(() => {
        if (sw.channels.has(channelId)) return OK
        if (!sw.channels.get(on)?.isOurs) return GONE
        const ear = addChannel(sw, {
          ...{ id: channelId, callRef, kind: 'ear', to: on, marks: { ...marks } },
          ear: { on, whispers },
        })
        laterOn(sw, ear, 1, () => {
          setUp(sw, ear)
          tell(sw, channelId, { type: 'entered', channelId })
        })
        return OK
      }),
    record: (bridgeId, name) =>
      link.order(() => {
        if (!sw.bridges.has(bridgeId)) return GONE
        if (sw.recordings.has(name)) return OK
        const startedAt = sw.clock.now()
        sw.recordings.set(name, { name, bridgeId, startedAt, endedAt: null, pauses: [] })
        return OK
      }),
    pauseRecording: (name, isPaused) =>
      link.order(() => {
        const recording = running(name)
        if (!recording) return GONE
        const open = recording.pauses.at(-1)
        const now = sw.clock.now()
        if (isPaused && open?.to !== null) recording.pauses.push({ from: now, to: null })
        if (!isPaused && open) open.to ??= now
        return OK
      }),
    stopRecording: (name) =>
      link.order(() => {
        const recording = running(name)
        if (!recording) return GONE
        endRecording(sw, recording)
        return OK
      }),
  }
}
