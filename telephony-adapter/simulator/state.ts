import type { Clock } from '../clock.ts'
import type { Done, ExchangeEvent, Marks, MissedCall, Sound } from '../exchange.ts'
import type { CallRecord, CallRef, ClearCause, Extension } from '../port.ts'
import type { Chance } from './chance.ts'

export const OK: Done = { ok: true }
export const GONE: Done = { ok: false, code: 'gone' }

/** What somebody at a telephone hears begin. */
export type Heard = { at: number } & ({ sound: Sound } | { music: boolean })

/** A fax machine that sends so many pages; null: nothing that can be read. */
export type FaxMachine = { pages: number | null; station: string | null }

/** What a phone or a number does when it is called. `rings`: until somebody does something about it. */
export type Behaviour =
  | { answersAfterMs: number; talksMs?: number }
  | 'rings'
  | 'declines'
  | 'busy'
  /** Registered, and no longer there. */
  | 'dead'
  | 'not-found'

export type Channel = {
  id: string
  callRef: CallRef
  kind: 'caller' | 'phone' | 'number' | 'ear'
  extension: Extension | null
  state: 'ringing' | 'up'
  from: string | null
  display: string | null
  to: string
  channel: 'phone' | 'voip'
  isOurs: boolean
  bridgeId: string | null
  marks: Marks
  startedAt: number
  answeredAt: number | null
  music: boolean
  isMutedIn: boolean
  isMutedOut: boolean
  isHeld: boolean
  /** The phone's own button. */
  isMutedAtPhone: boolean
  /** For an ear: whom it is put to, and whether it speaks to them. */
  ear: { on: string; whispers: boolean } | null
  fax: FaxMachine | null
  heard: Heard[]
  /** What we pressed towards it. */
  pressed: string
  whenUp: () => void
  whenGone: (cause: ClearCause) => void
  /** The exchange has died under it. */
  whenCutOff: () => void
  /** In the exchange's own dialplan: who gets the keys. */
  takesDigit: ((digit: string) => void) | null
  cancels: Set<() => void>
}

export type Playing = { playId: string; on: string; sounds: Sound[]; cancel: () => void }
export type Recording = {
  name: string
  bridgeId: string | null
  startedAt: number
  endedAt: number | null
  pauses: { from: number; to: number | null }[]
}
/** As it is told, again after every connection, until it is forgotten. */
export type Fax = Omit<Extract<ExchangeEvent, { type: 'faxed' }>, 'at'>
export type Phone = {
  extension: Extension
  isRegistered: boolean
  wasInUse: boolean
  behaviour: Behaviour
  idleSince: number
}

/** Everything a simulated exchange knows. What a crash takes with it, and what is on its disk. */
export type Switch = {
  name: string
  site: string
  clock: Clock
  chance: Chance
  hasPrompt: (prompt: string) => boolean
  /** Numbers at which its own dialplan expects faxes. */
  faxNumbers: readonly string[]
  channels: Map<string, Channel>
  bridges: Map<string, Set<string>>
  /** By what they play on; the first of each plays, the others wait. */
  playings: Map<string, Playing[]>
  recordings: Map<string, Recording>
  secrets: Map<Extension, string>
  phones: Map<Extension, Phone>
  /** On its disk. */
  faxes: Map<string, Fax>
  numbers: Map<string, Behaviour>
  records: Map<CallRef, CallRecord>
  missed: MissedCall[]
  lastNumber: number
  /** Who follows it by now; nobody: calls go to its own queue. */
  follower: ((key: string, event: ExchangeEvent) => void) | null
  state: 'alive' | 'frozen' | 'dead'
  /** What waits until it is awake again. */
  backlog: (() => void)[]
  /** Rises with every death: what belonged to the life before does not happen. */
  life: number
  /** Whether somebody of another program follows it. */
  isStrangers: boolean
  timers: Set<() => void>
  /** Who wants to know that something is new at a phone of ours. */
  watchers: Set<(extension: Extension) => void>
}

export function newSwitch(
  it: Pick<Switch, 'name' | 'site' | 'clock' | 'chance' | 'hasPrompt' | 'faxNumbers'>,
): Switch {
  return {
    ...it,
    channels: new Map(),
    bridges: new Map(),
    playings: new Map(),
    recordings: new Map(),
    secrets: new Map(),
    phones: new Map(),
    faxes: new Map(),
    numbers: new Map(),
    records: new Map(),
    missed: [],
    lastNumber: 0,
    follower: null,
    state: 'alive',
    backlog: [],
    life: 1,
    isStrangers: false,
    timers: new Set(),
    watchers: new Set(),
  }
}

/** Tells whoever follows; events with the same key stay in order. */
export function tell(sw: Switch, key: string, event: WithoutTime<ExchangeEvent>) {
  sw.follower?.(key, { at: sw.clock.now(), ...event } as ExchangeEvent)
}
type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never

/** Something is new at this phone: whoever looks at it looks again. */
export function changed(sw: Switch, extension: Extension | null) {
  if (extension) for (const told of sw.watchers) told(extension)
}

/** Happens now, or once the exchange is awake again; never in another life of it. */
export function happen(sw: Switch, what: () => void) {
  if (sw.state === 'alive') what()
  else if (sw.state === 'frozen') sw.backlog.push(what)
}

/** Happens after these milliseconds, unless the exchange has died by then. @returns how to prevent it */
export function later(sw: Switch, ms: number, what: () => void): () => void {
  const { life } = sw
  let isPrevented = false
  const cancel = sw.clock.after(ms, () => {
    sw.timers.delete(prevent)
    if (sw.life !== life) return
    happen(sw, () => {
      if (!isPrevented) what()
    })
  })
  const prevent = () => {
    isPrevented = true
    sw.timers.delete(prevent)
    cancel()
  }
  sw.timers.add(prevent)
  return prevent
}

/** The same, and no more once the channel has gone. */
export function laterOn(sw: Switch, channel: Channel, ms: number, what: () => void): () => void {
  const cancel = later(sw, ms, () => {
    channel.cancels.delete(cancel)
    what()
  })
  channel.cancels.add(cancel)
  return () => {
    channel.cancels.delete(cancel)
    cancel()
  }
}

/** A channel's own name, as an exchange gives it: its own, the second, and a number. */
export function nextId(sw: Switch): string {
  return `${sw.name}-${Math.floor(sw.clock.now() / 1000)}.${sw.lastNumber++}`
}
