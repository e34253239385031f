import type { Extension } from '../port.ts'
import { partBridge } from './bridges.ts'
import { type Hearing, hearingOf, pressDigits } from './callers.ts'
import { addChannel, endChannel, setRegistered, stateOf } from './channels.ts'
import { answerLeg, dialOn } from './legs.ts'
import {
  type Behaviour,
  type Channel,
  changed,
  happen,
  laterOn,
  nextId,
  type Phone,
  type Switch,
  tell,
} from './state.ts'

/** A phone of ours, as whoever sits there uses it. */
export type SimulatedPhone = {
  readonly extension: Extension
  /** False: another secret was given out for it. */
  register(secret?: string): boolean
  unregister(): void
  isRegistered(): boolean
  /** What it does by itself when it rings; at first it rings until somebody does something. */
  when(behaviour: Behaviour): void
  state(): 'unregistered' | 'idle' | 'ringing' | 'calling' | 'talking' | 'held'
  /** What its display says of the call. */
  shows(): { number: string; name: string } | null
  since(): number | null
  callRef(): string | null
  channelId(): string | null
  isMuted(): boolean
  hears(): Hearing
  /** What the other side of the exchange pressed towards it. */
  pressed(): string
  answer(): boolean
  decline(): boolean
  hangUp(): boolean
  hold(): boolean
  retrieve(): boolean
  mute(isOn: boolean): boolean
  press(digits: string): boolean
  /** The phone itself sends the call on, without asking anybody. */
  transfer(to: string): boolean
  /** The same after it has called somebody on its second line. */
  transferAfterAsking(): boolean
  /** Calls somebody by itself, on a second line when it talks. @returns the call's name; undefined when it cannot */
  dial(number: string): string | undefined
  /** Dies without a word: its call stays up until the exchange misses its voice. */
  vanish(): void
}

const VOICE_MISSED_MS = 30_000

export function phoneOf(sw: Switch, extension: Extension): SimulatedPhone {
  const phone = phoneAt(sw, extension)
  const lines = () => [...sw.channels.values()].filter((channel) => channel.extension === extension)
  /** Where it asks somebody on a second line, the first is the one that counts. */
  const leg = () => lines().find(({ kind }) => kind === 'phone') ?? lines()[0]
  /** Does something with the call it has in this state. */
  const having = (isFit: (channel: Channel) => boolean, run: (channel: Channel) => void) => {
    const channel = leg()
    if (sw.state === 'dead' || !channel || !isFit(channel)) return false
    happen(sw, () => {
      if (sw.channels.has(channel.id)) run(channel)
    })
    return true
  }
  const isUp = ({ state }: Channel) => state === 'up'
  const isRinging = (channel: Channel) => channel.state === 'ringing' && channel.kind === 'phone'
  const holds = (isHeld: boolean) =>
    having(
      (channel) => isUp(channel) && channel.isHeld !== isHeld,
      (channel) => {
        channel.isHeld = isHeld
        changed(sw, extension)
        tell(sw, channel.id, { type: isHeld ? 'held' : 'unheld', channelId: channel.id })
      },
    )
  return {
    extension,
    register(secret) {
      const kept = sw.secrets.get(extension)
      if (sw.state === 'dead' || (secret !== undefined && kept !== secret)) return false
      happen(sw, () => setRegistered(sw, phone, true))
      return true
    },
    isRegistered: () => phone.isRegistered,
    unregister: () => happen(sw, () => setRegistered(sw, phone, false)),
    when: (behaviour) => void Object.assign(phone, { behaviour }),
    state() {
      const channel = leg()
      if (!channel) return phone.isRegistered && sw.state !== 'dead' ? 'idle' : 'unregistered'
      if (channel.state === 'ringing') return channel.kind === 'phone' ? 'ringing' : 'calling'
      return channel.isHeld ? 'held' : 'talking'
    },
    shows() {
      const channel = leg()
      if (!channel) return null
      if (channel.kind === 'caller') return { number: channel.to, name: '' }
      return { number: channel.from ?? '', name: channel.display ?? '' }
    },
    since: () => leg()?.answeredAt ?? leg()?.startedAt ?? null,
    callRef: () => leg()?.callRef ?? null,
    channelId: () => leg()?.id ?? null,
    isMuted: () => leg()?.isMutedAtPhone ?? false,
    hears() {
      const channel = leg()
      return channel ? hearingOf(sw, channel) : { kind: 'silence' }
    },
    pressed: () => leg()?.pressed ?? '',
    answer: () => having(isRinging, (channel) => answerLeg(sw, channel)),
    decline: () => having(isRinging, (channel) => endChannel(sw, channel, 'declined', false)),
    hangUp: () =>
      having(
        () => true,
        (channel) => endChannel(sw, channel, isRinging(channel) ? 'declined' : 'normal', false),
      ),
    hold: () => holds(true),
    retrieve: () => holds(false),
    mute: (isOn) =>
      having(isUp, (channel) => {
        channel.isMutedAtPhone = isOn
        changed(sw, extension)
      }),
    press: (digits) => having(isUp, (channel) => pressDigits(sw, channel, digits)),
    transfer: (to) =>
      having(
        (channel) => isUp(channel) && channel.isOurs && channel.bridgeId !== null,
        (channel) => sendOnByPhone(sw, channel, to),
      ),
    dial(number) {
      if (!phone.isRegistered || sw.state !== 'alive' || lines().length > 1) return undefined
      return dialFrom(sw, extension, number)
    },
    transferAfterAsking() {
      const asking = lines().find(({ kind }) => kind === 'caller')
      return having(
        (channel) => isUp(channel) && channel.isOurs && asking !== undefined && asking !== channel,
        (channel) => asking && sendOnAfterAsking(sw, channel, asking),
      )
    },
    vanish() {
      const channel = leg()
      happen(sw, () => void Object.assign(phone, { behaviour: 'dead' }))
      if (channel) laterOn(sw, channel, VOICE_MISSED_MS, () => endChannel(sw, channel, 'network', false))
    },
  }
}

function phoneAt(sw: Switch, extension: Extension): Phone {
  const known = sw.phones.get(extension)
  if (known) return known
  const phone: Phone = {
    ...{ extension, isRegistered: false, wasInUse: false, behaviour: 'rings', idleSince: sw.clock.now() },
  }
  sw.phones.set(extension, phone)
  return phone
}

/** The phone is out, and its dialplan leaves whoever it talked with to us. */
function sendOnByPhone(sw: Switch, channel: Channel, to: string, kind: 'blind' | 'attended' = 'blind') {
  const others = [...(sw.bridges.get(channel.bridgeId ?? '') ?? [])].filter((id) => id !== channel.id)
  tell(sw, channel.id, { type: 'sent-on-by-phone', kind, channelId: channel.id, to })
  endChannel(sw, channel, 'normal', false)
  for (const id of others) partBridge(sw, sw.channels.get(id)!)
}

function sendOnAfterAsking(sw: Switch, channel: Channel, asking: Channel) {
  sendOnByPhone(sw, channel, asking.to, 'attended')
  endChannel(sw, asking, 'normal', false)
}

function dialFrom(sw: Switch, extension: Extension, number: string): string {
  const id = nextId(sw)
  const isFollowed = sw.follower !== null || sw.isStrangers
  const channel = addChannel(sw, {
    ...{ id, callRef: id, kind: 'caller', extension, to: number, from: extension, isOurs: isFollowed },
  })
  if (isFollowed) tell(sw, id, { type: 'arrived', channel: stateOf(channel), dialledBy: extension })
  else dialOn(sw, channel, number)
  return id
}
