import type { ExchangeEvent } from '../exchange.ts'
import type { AriEvent } from './ari-link.ts'
import type { AriEvents } from './ari-types.gen.ts'
import { causeOf } from './causes.ts'
import { faxOf } from './journal.ts'
import type { Legs } from './legs.ts'
import { stateOf } from './marks.ts'

/** Distributes over the members, so that each event keeps its own shape. */
type Untimed<E> = E extends unknown ? Omit<E, 'at'> : never
type Tell = (event: Untimed<ExchangeEvent>) => void
type Hearing = { [Name in keyof AriEvents]?: (event: AriEvents[Name], tell: Tell) => void }

/** Phones of ours are named by digits; trunks are not. */
export const isExtension = (name: string) => /^\d{2,6}$/.test(name)
const ABSENT = new Set(['UNKNOWN', 'INVALID', 'UNAVAILABLE'])
const IN_USE = new Set(['INUSE', 'BUSY', 'RINGING', 'RINGINUSE', 'ONHOLD'])
/** What the exchange itself puts into a bridge, to play and to record. */
const isInternal = (name: string) => /^(Announcer|Recorder)\//.test(name)

/**
 * What the exchange says, in the words of the port. `follow`: asks for every event of a channel; without it the end of
 * a call may never be told. `confirm`: tells a phone that its transfer has been taken care of.
 */
export function hearing(
  app: string,
  legs: Legs,
  tell: (event: ExchangeEvent) => void,
  does: { follow(channelId: string): void; confirm(channelId: string): void },
) {
  const hear: Hearing = {
    StasisStart({ channel, args }, tell) {
      does.follow(channel.id)
      const leg = legs.of(channel.id)
      leg.isUp = channel.state === 'Up'
      clearTimeout(leg.rings)
      leg.onEntered?.()
      if (args[0] === 'leg') return tell({ type: 'entered', channelId: channel.id })
      const state = { ...stateOf(channel, app, null), isOurs: true }
      tell({ type: 'arrived', channel: state, dialledBy: args[0] === 'phone' ? (args[2] ?? null) : null })
    },
    StasisEnd({ channel }, tell) {
      // A fax says so itself, also one that was heard on the help line; anything else has hung up, which is told later.
      if (legs.of(channel.id).isSentOn) tell({ type: 'left', channelId: channel.id, to: 'elsewhere' })
    },
    ChannelStateChange({ channel }, tell) {
      const leg = legs.of(channel.id)
      if (channel.state === 'Up') leg.isUp = true
      if (channel.state === 'Ringing') tell({ type: 'ringing', channelId: channel.id })
    },
    ChannelDestroyed({ channel, cause }, tell) {
      const { isUp, ending } = legs.of(channel.id)
      legs.forget(channel.id)
      const isCalled = channel.channelvars?.['OW_LEG'] === '1'
      const heard = causeOf(cause, isUp || !isCalled)
      tell({ type: 'gone', channelId: channel.id, ...(ending ?? { cause: heard, bySystem: false }) })
    },
    ChannelHold: ({ channel }, tell) => tell({ type: 'held', channelId: channel.id }),
    ChannelUnhold: ({ channel }, tell) => tell({ type: 'unheld', channelId: channel.id }),
    ChannelDtmfReceived: ({ channel, digit }, tell) => tell({ type: 'digit', channelId: channel.id, digit }),
    PlaybackFinished: ({ playback }, tell) =>
      tell({ type: 'played', playId: playback.id, ok: playback.state === 'done' }),
    ChannelEnteredBridge({ bridge, channel }, tell) {
      if (channel && !isInternal(channel.name))
        tell({ type: 'joined', bridgeId: bridge.id, channelId: channel.id })
    },
    ChannelLeftBridge({ bridge, channel }, tell) {
      if (!isInternal(channel.name)) tell({ type: 'parted', bridgeId: bridge.id, channelId: channel.id })
    },
    ChannelTransfer({ refer_to, referred_by }, tell) {
      const { id } = referred_by.source_channel
      const other = refer_to.destination_channel
      const to = other ? other.channelvars?.['OW_TO'] : refer_to.requested_destination.destination
      tell({
        type: 'sent-on-by-phone',
        kind: other ? 'attended' : 'blind',
        channelId: id,
        to: String(to ?? ''),
      })
      does.confirm(id)
    },
    RecordingFinished: ({ recording }, tell) =>
      tell({ type: 'recorded', name: recording.name, ms: (recording.duration ?? 0) * 1000, failed: null }),
    RecordingFailed: ({ recording }, tell) =>
      tell({ type: 'recorded', name: recording.name, ms: 0, failed: recording.cause ?? 'not said' }),
    ChannelUserevent({ eventname, userevent, channel }, tell) {
      if (eventname === 'OneWindowFaxBegins' && channel)
        tell({ type: 'left', channelId: channel.id, to: 'fax' })
      const { Name: name, Row: row } = userevent as Record<string, string>
      if (eventname === 'OneWindowFax' && name && row !== undefined) tell(faxOf(name, row))
    },
    DeviceStateChanged({ device_state: { name, state } }, tell) {
      const extension = name.replace('PJSIP/', '')
      if (isExtension(extension))
        tell({ type: 'device', extension, registered: !ABSENT.has(state), inUse: IN_USE.has(state) })
    },
  }
  return (event: AriEvent) => {
    const at = Date.parse(event.timestamp) || Date.now()
    const handler = hear[event.type] as ((event: AriEvent, tell: Tell) => void) | undefined
    handler?.(event, (told) => tell({ at, ...told } as ExchangeEvent))
  }
}
