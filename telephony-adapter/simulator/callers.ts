import type { ClearCause } from '../port.ts'
import { audibleTo } from './bridges.ts'
import { addChannel, endChannel, stateOf, writeRecord } from './channels.ts'
import { receiveFax } from './fax.ts'
import { serveInOwnQueue } from './own-queue.ts'
import { isPlaying } from './sounds.ts'
import {
  type Channel,
  type FaxMachine,
  type Heard,
  happen,
  laterOn,
  nextId,
  type Switch,
  tell,
} from './state.ts'

export type Dialled = {
  to: string
  /** Undefined or null: withheld. */
  from?: string | null
  display?: string | null
  channel?: 'phone' | 'voip'
  /** The call has been at another exchange before, under this name. */
  callRef?: string
  fax?: FaxMachine
}

/** What reaches somebody's ear just now. */
export type Hearing =
  | { kind: 'silence' | 'ringing' | 'music' }
  | { kind: 'sound'; sound: Extract<Heard, { sound: unknown }>['sound'] }
  /** Voices, by extension or number; null: somebody who withholds it. */
  | { kind: 'talk'; voices: (string | null)[] }

/** Somebody who calls us. */
export type SimulatedCaller = {
  /** Empty until the exchange has the call. */
  callRef(): string
  channelId(): string
  /** `unreachable`: nobody is there; their own exchange would try the next. */
  state(): 'calling' | 'ringing' | 'answered' | 'ended' | 'unreachable'
  /** Why it ended. */
  cause(): ClearCause | null
  hears(): Hearing
  /** Everything that was played to them so far. */
  heard(): readonly Heard[]
  press(digits: string): void
  hangUp(): void
}

/** How soon the exchange answers what nobody of ours takes. */
const ANSWER_MS = 500

export function dialIn(sw: Switch, call: Dialled): SimulatedCaller {
  let channel: Channel | undefined
  let isOver = sw.state === 'dead'
  const isUnreachable = isOver
  let cause: ClearCause | null = null

  happen(sw, () => {
    // Who has given up before the exchange could take it was never there.
    if (isOver) return
    channel = bringIn(sw, call)
    const ended = (why: ClearCause) => {
      isOver = true
      cause = why
    }
    channel.whenCutOff = () => ended('lost')
    const before = channel.whenGone
    channel.whenGone = (why) => {
      before(why)
      ended(why)
    }
  })
  return {
    callRef: () => channel?.callRef ?? '',
    channelId: () => channel?.id ?? '',
    state() {
      if (isUnreachable) return 'unreachable'
      if (isOver) return 'ended'
      if (!channel) return 'calling'
      return channel.state === 'up' ? 'answered' : 'ringing'
    },
    cause: () => cause,
    hears: () => (channel && !isOver ? hearingOf(sw, channel) : { kind: 'silence' }),
    heard: () => channel?.heard ?? [],
    press: (digits) => channel && pressDigits(sw, channel, digits),
    hangUp() {
      const mine = channel
      if (!mine) isOver = true
      else happen(sw, () => endChannel(sw, mine, 'normal', false))
    },
  }
}

function bringIn(sw: Switch, { to, from, display, channel, callRef, fax }: Dialled): Channel {
  const id = nextId(sw)
  const isFollowed = sw.follower !== null || sw.isStrangers
  const caller = addChannel(sw, {
    ...{ id, callRef: callRef ?? id, kind: 'caller', to },
    ...{ from: from || null, display: display ?? null, channel: channel ?? 'phone' },
    ...{ isOurs: isFollowed, fax: fax ?? null },
  })
  writeRecord(sw, caller)
  if (isFollowed) tell(sw, id, { type: 'arrived', channel: stateOf(caller), dialledBy: null })
  else if (sw.faxNumbers.includes(to)) laterOn(sw, caller, ANSWER_MS, () => receiveFax(sw, caller))
  else serveInOwnQueue(sw, caller, ANSWER_MS)
  return caller
}

export function hearingOf(sw: Switch, channel: Channel): Hearing {
  if (channel.isHeld || channel.isMutedOut) return { kind: 'silence' }
  const last = channel.heard.at(-1)
  if ((isPlaying(sw, channel.id) || isPlaying(sw, channel.bridgeId)) && last && 'sound' in last) {
    return { kind: 'sound', sound: last.sound }
  }
  if (channel.music) return { kind: 'music' }
  if (channel.state === 'ringing') return { kind: 'ringing' }
  const voices = [...audibleTo(sw, channel)].flatMap((id) => sw.channels.get(id) ?? [])
  if (voices.length === 0) return { kind: 'silence' }
  return {
    kind: 'talk',
    voices: voices.map(({ kind, extension, from, to }) => extension ?? (kind === 'caller' ? from : to)),
  }
}

/** Keys pressed at the far end of a channel. */
export function pressDigits(sw: Switch, channel: Channel, digits: string) {
  for (const digit of digits) {
    happen(sw, () => {
      if (!sw.channels.has(channel.id)) return
      if (channel.isOurs) tell(sw, channel.id, { type: 'digit', channelId: channel.id, digit })
      else channel.takesDigit?.(digit)
    })
  }
}
