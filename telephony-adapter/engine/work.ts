import type { Done, Exchange, ExchangeEvent, Sound } from '../exchange.ts'
import type { Language, Plan } from '../plan.ts'
import type { Command, EventName, LegRef, Result, TelephonyEvents } from '../port.ts'
import type { CallState, LegState, Then, TimerName } from './call.ts'
import type { Found } from './found.ts'
import type { OpenCall } from './open-calls.ts'

/** What a call wants of its exchange. `look`: that somebody compares it with the exchange's truth. */
export type Order =
  | { [Name in Doable]: { order: Name; with: Parameters<Exchange[Name]>; replies?: true } }[Doable]
  | { order: 'look'; with: [] }
export type Doable =
  | 'answer'
  | 'indicateRinging'
  | 'hangUp'
  | 'play'
  | 'stopPlaying'
  | 'music'
  | 'call'
  | 'makeBridge'
  | 'join'
  | 'part'
  | 'endBridge'
  | 'mute'
  | 'dtmf'
  | 'snoop'
  | 'record'
  | 'pauseRecording'
  | 'stopRecording'
  | 'mark'
  | 'receiveFax'
  | 'sendOn'

export type CallEvent = {
  [Name in EventName]: {
    type: Name
    data: TelephonyEvents[Name]
    legRef: LegRef | null
    at: number
    isReconstructed: boolean
  }
}[EventName]

/** What can befall a call. `now` is the adapter's clock. */
export type Input = { now: number; plan: Plan | undefined } & (
  | { type: 'exchange'; event: ExchangeEvent }
  | {
      type: 'arrived'
      event: Extract<ExchangeEvent, { type: 'arrived' }>
      isTooMany: boolean
      mayDial: boolean
      /** Its arrival was never told; it was found. */
      isFound: boolean
    }
  | { type: 'adopted'; was: string; open: OpenCall | undefined }
  | { type: 'command'; command: Command; routedHere?: true }
  | { type: 'time' }
  /** What the exchange said to an order. */
  | { type: 'done'; order: Order; done: Done }
  | { type: 'found'; found: Found }
  | { type: 'fax-kept'; fax: TelephonyEvents['fax.received']; at: number }
)

/** One step of one call in the making: its draft, and what comes of it. */
export type Work = {
  readonly call: CallState
  readonly now: number
  /** When it happened, by who saw it. */
  readonly at: number
  readonly plan: Plan | undefined
  readonly isReconstructed: boolean
  readonly events: CallEvent[]
  readonly orders: Order[]
  /** The answer to a command; ok until something says otherwise. */
  reply: Result
}

export function tell<Name extends EventName>(
  work: Work,
  type: Name,
  data: TelephonyEvents[Name],
  legRef: LegRef | null = null,
) {
  const { at, isReconstructed } = work
  work.events.push({ type, data, legRef, at, isReconstructed } as CallEvent)
}

type LegEvent = 'leg.alerting' | 'leg.established' | 'leg.held' | 'leg.retrieved'
/** The caller's own part is not told: it is the call. */
export function tellLeg(work: Work, type: LegEvent, leg: LegState) {
  if (leg.role !== 'caller') tell(work, type, legData(leg), leg.legRef)
}

export const legData = ({ role, agentId, extension, number }: LegState) => ({
  role,
  agentId,
  extension,
  number,
})

export function order<Name extends Doable>(
  work: Work,
  name: Name,
  ...parameters: Parameters<Exchange[Name]>
) {
  work.orders.push({ order: name, with: parameters } as unknown as Order)
}

/** The same, where the command's answer is the exchange's. */
export function orderForReply<Name extends Doable>(
  work: Work,
  name: Name,
  ...parameters: Parameters<Exchange[Name]>
) {
  work.orders.push({ order: name, with: parameters, replies: true } as unknown as Order)
}

export function refuse(work: Work, code: Extract<Result, { ok: false }>['code']) {
  work.reply = { ok: false, code }
}

export function setTimer(work: Work, name: TimerName, ms: number) {
  work.call.timers[name] = work.now + ms
}

/** Has the exchange asked what is true, unless what is awaited has come by then. */
export function lookIn(work: Work, ms: number) {
  work.call.timers.look = Math.min(work.call.timers.look ?? Number.POSITIVE_INFINITY, work.now + ms)
}

/** Longer than anything we say: whoever has not told the end by then will not. */
const LONGEST_WORDS_MS = 90_000

/** Says this to a leg; what is `then` follows when it has been heard. */
export function say(work: Work, leg: LegState, sounds: Sound[], then: Then) {
  const { call } = work
  hush(work)
  const playId = `play-${call.callRef}-${++call.count.plays}`
  call.saying = { playId, legRef: leg.legRef, then }
  setTimer(work, 'saying', LONGEST_WORDS_MS)
  if (leg.hasMusic) {
    leg.hasMusic = false
    order(work, 'music', leg.channelId, false)
  }
  order(work, 'play', { channelId: leg.channelId }, playId, sounds)
}

/** Stops what is being said; nothing follows from it. */
export function hush(work: Work) {
  if (work.call.saying) order(work, 'stopPlaying', work.call.saying.playId)
  work.call.saying = null
  delete work.call.timers.saying
}

export const spoken =
  (language: Language) =>
  (...keys: string[]): Sound[] =>
    keys.map((prompt) => ({ prompt, language }))

/** Writes on the customer's channel what whoever comes after us must know. */
export function markPhase(work: Work, leg: LegState) {
  const { phase, readyAt, arrivedAt } = work.call
  order(work, 'mark', leg.channelId, { role: phase, since: new Date(readyAt ?? arrivedAt).toISOString() })
}

export const iso = (at: number) => new Date(at).toISOString()
