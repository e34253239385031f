import type { Clock } from '../clock.ts'
import type { Exchange, ExchangeEvent } from '../exchange.ts'
import type { Plan } from '../plan.ts'
import type { CallRef, DeviceState, Envelope, EventName, ExchangeState, TelephonyEvents } from '../port.ts'
import type { CallState } from './call.ts'

type Unnumbered<T> = T extends unknown ? Omit<T, 'seq'> : never
/** An event before the journal has numbered it. */
export type Told = Unnumbered<Envelope>

export type ControlLog = Record<'debug' | 'info' | 'warn' | 'error', (fields: object, text: string) => void>

/** One exchange as it is followed. */
export type Link = {
  readonly exchange: Exchange
  state: ExchangeState['state']
  since: number
  epoch: number
  /** Compared with the exchange since it came: events and times count. */
  isInStep: boolean
  /** What it tells while it is being compared. */
  buffer: ExchangeEvent[]
  devices: Map<string, DeviceState>
  /** Known not to run: since it went, its machine has answered that nothing listens there. */
  isRefused: boolean
  /** Calls that were told as lost while it was away, as they were. Should they live, they are followed again. */
  givenUp: Map<CallRef, CallState>
  /** Calls that want to be compared at once. */
  looks: Set<RunningCall>
  cancels: Set<() => void>
}

/** A call and what is under way for it. */
export type RunningCall = {
  state: CallState
  readonly link: Link
  /** Orders one after the other. */
  orders: Promise<void>
  cancelTimer: (() => void) | undefined
}

export type Recorded = {
  readonly link: Link
  readonly callRef: CallRef | null
  state: 'running' | 'fetched' | 'told'
  /** Rounds in which it did not run. */
  misses: number
  at: number
}

/** What every part of call control works with. */
export type Ground = {
  readonly clock: Clock
  readonly log: ControlLog
  plan(): Plan | undefined
  newId(): string
  tell(event: Told): void
  readonly links: readonly Link[]
  readonly calls: Map<CallRef, RunningCall>
  /** Calls that are over, and when: whatever is still told of them comes late. */
  readonly ended: Map<CallRef, number>
  /** Recordings by name, from their beginning until they are told as ready or failed, and for a while after. */
  readonly recordings: Map<string, Recorded>
  /** Names of faxes that were told. */
  readonly faxes: Set<string>
  /** Called after every step, when nothing of it is left to do. */
  readonly afterStep: Set<() => void>
}

export const callsOn = (ground: Pick<Ground, 'calls'>, link: Link): RunningCall[] =>
  [...ground.calls.values()].filter((running) => running.link === link)

/** A call that is over is remembered so long. */
const ENDED_FOR_MS = 60 * 60_000

export function rememberEnded({ ended, clock }: Pick<Ground, 'ended' | 'clock'>, callRef: CallRef) {
  const now = clock.now()
  ended.set(callRef, now)
  for (const [oldest, at] of ended) {
    if (now - at < ENDED_FOR_MS) break
    ended.delete(oldest)
  }
}

type About = {
  callRef?: CallRef | null
  legRef?: string | null
  at?: number
  isReconstructed?: boolean
}

/** Tells one event of an exchange, with everything an envelope needs but its number. */
export function tellOf<Name extends EventName>(
  ground: Pick<Ground, 'tell' | 'newId' | 'clock'>,
  link: Link,
  type: Name,
  data: TelephonyEvents[Name],
  { callRef = null, legRef = null, at, isReconstructed = false }: About = {},
) {
  ground.tell({
    eventId: ground.newId(),
    epoch: link.epoch,
    exchange: link.exchange.name,
    site: link.exchange.site,
    callRef,
    legRef,
    occurredAt: new Date(at ?? ground.clock.now()).toISOString(),
    certainty: isReconstructed ? 'reconstructed' : 'observed',
    type,
    data,
  } as Told)
}
