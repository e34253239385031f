import { vi } from 'vitest'
import type { Exchange } from '../../telephony-adapter/exchange.ts'
import { PROMPT_TEXTS } from '../../telephony-adapter/prompts/texts.ts'
import type { SimulatedCaller } from '../../telephony-adapter/simulator/callers.ts'
import { simulatedExchange } from '../../telephony-adapter/simulator/exchange.ts'
import type { SimulatedPhone } from '../../telephony-adapter/simulator/phones.ts'
import { virtualClock } from '../../telephony-adapter/simulator/virtual-clock.ts'
import type { SimulatedNumber, SimulatedWorld } from '../../telephony-adapter/simulator/world.ts'
import type { OutsideCall, Phone, World } from './exchange-suite/world.ts'

const STEP_MS = 100
const EVERY_MS = 5

/** The simulator as the suite of exchanges uses one: its time passes twenty times as fast, the day with it. */
export async function simulatedGround(): Promise<{ exchange: Exchange; world: World }> {
  vi.useFakeTimers({ toFake: ['Date'] })
  const clock = virtualClock(Date.now())
  const { exchange, world } = simulatedExchange({
    ...{ name: 'pbx-a', site: 'nantou', clock, seed: 1 },
    hasPrompt: (prompt) => prompt in PROMPT_TEXTS,
  })
  const passing = setInterval(async () => {
    await clock.pass(STEP_MS)
    vi.setSystemTime(clock.now())
  }, EVERY_MS)
  return { exchange, world: harness(world, () => clearInterval(passing)) }
}

function harness(world: SimulatedWorld, stop: () => void): World {
  return {
    line: '1999',
    faxLine: '1998',
    extensions: ['701', '702'],
    prompts: ['greeting'],
    dial: async ({ from, to, display }) => outsideCall(world.dial({ from, to, display: display ?? null })),
    async register(extension, secret) {
      const phone = world.phone(extension)
      if (!phone.register(secret)) throw new Error(`The exchange refuses ${extension}.`)
      return phoneHarness(phone)
    },
    async outside(number) {
      const outside = world.number(number)
      outside.when('rings')
      return numberHarness(outside)
    },
    async sendFax({ from, to, pages, station }) {
      const machine = world.dial({ from, to, fax: { pages, station } })
      await vi.waitFor(
        () => {
          if (machine.state() !== 'ended') throw new Error('The machine still sends.')
        },
        { timeout: 20_000 },
      )
    },
    async close() {
      stop()
      world.end()
      vi.useRealTimers()
    },
  }
}

function outsideCall(caller: SimulatedCaller): OutsideCall {
  return {
    state() {
      const state = caller.state()
      if (state === 'answered') return 'talking'
      return state === 'ringing' ? 'calling' : state === 'unreachable' ? 'ended' : state
    },
    press: async (digit) => caller.press(digit),
    hangUp: async () => caller.hangUp(),
    hears: () => isSound(caller.hears().kind),
  }
}

const isSound = (kind: string) => kind === 'sound' || kind === 'music' || kind === 'talk'
/** @throws when the phone has no call of which that can be done */
const done = async (isDone: boolean) => {
  if (!isDone) throw new Error('The phone cannot do that now.')
}

function phoneHarness(phone: SimulatedPhone): Phone {
  return {
    call() {
      const shows = phone.shows() ?? { number: '', name: '' }
      if (phone.state() === 'ringing') return { state: 'ringing', shows }
      return phone.state() === 'talking' || phone.state() === 'held' ? { state: 'talking', shows } : undefined
    },
    answer: () => done(phone.answer()),
    decline: () => done(phone.decline()),
    hangUp: () => done(phone.hangUp()),
    hold: () => done(phone.hold()),
    unhold: () => done(phone.retrieve()),
    heardDigits: phone.pressed,
    hears: () => isSound(phone.hears().kind),
    sendOn: (to) => done(phone.transfer(to)),
    async sendOnAfterAsking(to) {
      await done(phone.dial(to) !== undefined)
      return { complete: () => done(phone.transferAfterAsking()) }
    },
    async dial(number) {
      await done(phone.dial(number) !== undefined)
      return {
        state: () => {
          const state = phone.state()
          if (state === 'calling') return 'calling'
          return state === 'talking' || state === 'held' ? 'talking' : 'ended'
        },
        press: async (digit) => void phone.press(digit),
        hangUp: async () => void phone.hangUp(),
        hears: () => isSound(phone.hears().kind),
      }
    },
    turnOff: async () => phone.unregister(),
  }
}

function numberHarness(number: SimulatedNumber): Phone {
  const never = async () => {
    throw new Error('A number outside is no phone of ours.')
  }
  return {
    call() {
      const shows = { number: '', name: '' }
      if (number.isRinging()) return { state: 'ringing', shows }
      return number.isTalking() ? { state: 'talking', shows } : undefined
    },
    answer: async () => number.answer(),
    decline: async () => number.hangUp(),
    hangUp: async () => number.hangUp(),
    heardDigits: number.pressed,
    hears: () => number.isTalking(),
    turnOff: async () => number.when('not-found'),
    ...{ hold: never, unhold: never, sendOn: never, sendOnAfterAsking: never, dial: never },
  }
}
