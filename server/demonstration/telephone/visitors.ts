import type { Sound } from '../../../telephony-adapter/exchange.ts'
import type { SimulatedCaller } from '../../../telephony-adapter/simulator/callers.ts'
import type { SimulatedWorld } from '../../../telephony-adapter/simulator/world.ts'
import type { Input, Returned } from '../../platform/http/contract.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { demoTelephoneApi, SimulatedCall } from './api.ts'

type Contract = typeof demoTelephoneApi
type Visitor = {
  caller: SimulatedCaller
  exchange: string | null
  from: string | null
  to: string
  faxPages: number | null
  startedAt: Date
  askedAt: number
}

const MOST_CALLS = 30
/** Whoever asks no more has closed the page. */
const GIVEN_UP_AFTER_MS = 30_000
const KEPT_MS = 10 * 60_000

/** What a sound says, in words. */
export type Words = (sound: Sound) => { language: 'zh-TW' | 'en'; text: string } | undefined

/** The calls that visitors of the demonstration make: in memory, as long as somebody looks at them. */
export function visitors(worlds: readonly SimulatedWorld[], now: () => Date) {
  const calls = new Map<string, Visitor>()
  const find = (id: string) => {
    const visitor = calls.get(id)
    if (!visitor) throw new Refusal('not-found', 'simulated-call-not-found')
    visitor.askedAt = now().getTime()
    return visitor
  }
  const isOver = ({ caller }: Visitor) => ['ended', 'unreachable'].includes(caller.state())
  return {
    /** @throws Refusal 'throttled' `too-many-simulated-calls` */
    dial({
      from,
      to,
      channel,
      faxPages,
      station,
    }: Input<Contract['POST /demonstration/telephone/calls']>['body']) {
      if ([...calls.values()].filter((call) => !isOver(call)).length >= MOST_CALLS)
        throw new Refusal('throttled', 'too-many-simulated-calls')
      // As the carrier does it: the first exchange that takes it.
      const world = worlds.find((one) => one.state() === 'alive') ?? worlds[0]!
      const fax =
        faxPages === undefined ? undefined : { pages: faxPages || null, station: station?.trim() || null }
      const caller = world.dial({ from, to, channel, ...(fax && { fax }) })
      const at = now()
      const id = crypto.randomUUID()
      const exchange = caller.state() === 'unreachable' ? null : world.name
      const [startedAt, askedAt] = [at, at.getTime()]
      calls.set(id, { ...{ caller, exchange, from, to, startedAt, askedAt }, faxPages: faxPages ?? null })
      return id
    },
    press: (id: string, digits: string) => find(id).caller.press(digits),
    hangUp: (id: string) => find(id).caller.hangUp(),
    /** @throws Refusal 'not-found' `simulated-call-not-found` */
    show(id: string, words: Words): Returned<SimulatedCall> {
      const { caller, exchange, from, to, faxPages, startedAt } = find(id)
      const hears = caller.hears()
      return {
        ...{ id, exchange, from, to, faxPages, startedAt },
        state: caller.state(),
        hears: hears.kind,
        talksWith: hears.kind === 'talk' ? hears.voices.map((voice) => voice ?? '') : [],
        captions: caller.heard().flatMap((heard) => {
          const said = 'sound' in heard ? words(heard.sound) : undefined
          return said ? [{ at: new Date(heard.at), ...said }] : []
        }),
      }
    },
    /** Hangs up for those who have gone, and forgets what is long over. A fax machine goes on by itself. */
    sweep() {
      const at = now().getTime()
      for (const [id, visitor] of calls) {
        if (isOver(visitor)) {
          if (at - visitor.askedAt > KEPT_MS) calls.delete(id)
        } else if (visitor.faxPages === null && at - visitor.askedAt > GIVEN_UP_AFTER_MS) {
          visitor.caller.hangUp()
        }
      }
    },
  }
}
