import type { Exchange, ExchangeEvent } from '../exchange.ts'
import type { Extension } from '../port.ts'
import { type Dialled, dialIn, pressDigits, type SimulatedCaller } from './callers.ts'
import { endChannel } from './channels.ts'
import { answerLeg } from './legs.ts'
import type { Links } from './link.ts'
import { phoneOf, type SimulatedPhone } from './phones.ts'
import { type Behaviour, changed, type Switch } from './state.ts'

/** A telephone number outside, as it behaves when we call it, or send a call on to it. */
export type SimulatedNumber = {
  when(behaviour: Behaviour): void
  isRinging(): boolean
  isTalking(): boolean
  answer(): void
  hangUp(): void
  press(digits: string): void
  /** What we pressed towards it. */
  pressed(): string
}

/** Everybody and everything outside the exchange, and what can happen to it. */
export type SimulatedWorld = {
  readonly name: string
  /** Somebody, or a fax machine, calls us. */
  dial(call: Dialled): SimulatedCaller
  phone(extension: Extension): SimulatedPhone
  phones(): SimulatedPhone[]
  /** Tells of which phone something is new. @returns how to stop it */
  watchPhones(told: (extension: Extension) => void): () => void
  number(number: string): SimulatedNumber
  /** Another program's connection to the same exchange: starting it takes the calls over. */
  anotherAdapter(): Exchange
  /** It dies: every call is cut off and nobody is told. */
  kill(): void
  /** It starts again, within a second; phones are still registered. */
  restart(): void
  /** It says nothing and does nothing, and its connections stay open. */
  freeze(): void
  /** It goes on, and does what was asked of it meanwhile. */
  thaw(): void
  /** The exchange goes on by itself; what happens is never told. */
  cutLink(): void
  mendLink(): void
  /** A stranger's program takes the calls over, and leaves them alone. */
  replace(): void
  /** How often of 1 an event is told twice. */
  duplicateEvents(share: number): void
  /** Events come up to so much later, in order only within a channel. */
  reorderEvents(mostMs: number): void
  /** Those events are never told. @returns how to mend it */
  dropEvents(which: (event: ExchangeEvent) => boolean): () => void
  /** Hang-ups of this channel, or of all, are never told. @returns how to mend it */
  missHangUps(channelId?: string): () => void
  state(): Switch['state']
  /** Whether somebody follows: otherwise its own queue serves. */
  isFollowed(): boolean
  liveCalls(): number
  /** Nothing happens any more. */
  end(): void
}

const BOOT_MS = 750
const CRASH_FOUND_MS = 30

export function worldOf(sw: Switch, links: Links, connect: () => Exchange): SimulatedWorld {
  const dropEvents = (which: (event: ExchangeEvent) => boolean) => {
    links.faults.drops.add(which)
    return () => void links.faults.drops.delete(which)
  }
  const kill = () => {
    if (sw.state === 'dead') return
    sw.state = 'dead'
    sw.life++
    const cutOff = [...sw.channels.values()]
    const whole = [...sw.recordings].filter(([, { endedAt }]) => endedAt !== null)
    for (const { cancels } of cutOff) for (const cancel of cancels) cancel()
    Object.assign(sw, {
      ...{ channels: new Map(), bridges: new Map(), playings: new Map(), secrets: new Map() },
      ...{ recordings: new Map(whole), backlog: [], follower: null, isStrangers: false },
    })
    for (const phone of sw.phones.values()) phone.wasInUse = false
    for (const { whenCutOff } of cutOff) whenCutOff()
    for (const { extension } of cutOff) changed(sw, extension)
    const { life } = sw
    sw.clock.after(CRASH_FOUND_MS, () => {
      if (sw.life === life) links.current?.lost('connection closed')
    })
  }
  const thaw = () => {
    if (sw.state !== 'frozen') return
    sw.state = 'alive'
    links.current?.thawed()
    for (const what of sw.backlog.splice(0)) what()
  }
  return {
    name: sw.name,
    dial: (call) => dialIn(sw, call),
    phone: (extension) => phoneOf(sw, extension),
    phones: () => [...sw.phones.keys()].map((extension) => phoneOf(sw, extension)),
    watchPhones(told) {
      sw.watchers.add(told)
      return () => void sw.watchers.delete(told)
    },
    number: (number) => numberOf(sw, number),
    anotherAdapter: connect,
    kill,
    restart() {
      kill()
      sw.clock.after(BOOT_MS, () => {
        if (sw.state !== 'dead') return
        links.current?.lost('connection closed')
        sw.state = 'alive'
      })
    },
    freeze() {
      if (sw.state !== 'alive') return
      sw.state = 'frozen'
      links.current?.froze()
    },
    thaw,
    cutLink() {
      links.faults.isCut = true
      links.current?.lost('connection closed')
    },
    mendLink() {
      links.faults.isCut = false
    },
    replace() {
      links.current?.replaced()
      sw.isStrangers = true
    },
    duplicateEvents(share) {
      links.faults.duplicates = share
    },
    reorderEvents(mostMs) {
      links.faults.reorderMs = mostMs
    },
    dropEvents,
    missHangUps: (channelId) =>
      dropEvents(
        (event) => event.type === 'gone' && (channelId === undefined || event.channelId === channelId),
      ),
    state: () => sw.state,
    isFollowed: () => sw.follower !== null,
    liveCalls: () => [...sw.channels.values()].filter(({ kind }) => kind === 'caller').length,
    end() {
      for (const link of [...links.all]) link.close()
      kill()
      for (const cancel of [...sw.timers]) cancel()
    },
  }
}

function numberOf(sw: Switch, number: string): SimulatedNumber {
  const legs = () => [...sw.channels.values()].filter(({ kind, to }) => kind === 'number' && to === number)
  const up = () => legs().find(({ state }) => state === 'up')
  let pressed = ''
  return {
    when: (behaviour) => void sw.numbers.set(number, behaviour),
    isRinging: () => legs().some(({ state }) => state === 'ringing'),
    isTalking: () => up() !== undefined,
    answer: () => legs().forEach((leg) => void answerLeg(sw, leg)),
    hangUp: () =>
      legs().forEach((leg) => void endChannel(sw, leg, leg.state === 'up' ? 'normal' : 'declined', false)),
    press(digits) {
      const leg = up()
      if (leg) pressDigits(sw, leg, digits)
    },
    pressed: () => {
      pressed = up()?.pressed ?? pressed
      return pressed
    },
  }
}
