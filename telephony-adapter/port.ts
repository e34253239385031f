import type { Plan } from './plan.ts'

/**
 * The telephone as the server knows it: what has happened, told in order and at least once, and what the adapter is
 * asked to do. Everything that crosses this port is plain data. Names follow ECMA-269 (CSTA phase III) where it has one.
 */

/** The exchange's own name for a call, unique over all exchanges (`pbx-a-1795248429.0`); the same for all its legs. */
export type CallRef = string
/** A device's part in a call; chosen by the adapter before the exchange hears of it: `leg-<callRef>-<n>`. */
export type LegRef = string
/** What a phone is registered as, at every exchange: its extension. */
export type Extension = string

export type CallChannel = 'phone' | 'voip'
export type LegRole = 'caller' | 'agent' | 'consulted' | 'supervisor' | 'dialled'
/** Why a leg ended. `lost`: its exchange died with it. */
export type ClearCause =
  | 'normal'
  | 'busy'
  | 'no-answer'
  | 'declined'
  | 'not-found'
  | 'unreachable'
  | 'network'
  | 'withdrawn'
  | 'lost'
export type ClearedBy = 'caller' | 'agent' | 'system' | 'unknown'
export type CallOutcome =
  /** Somebody talked with the caller. */
  | 'answered'
  /** The caller hung up while waiting or in the menu. */
  | 'abandoned'
  /** Went to another number or to the office exchange, or was told that nobody works now. */
  | 'flowed-out'
  /** The caller asked to be called back, and keeps the place. */
  | 'call-back'
  | 'fax'
  /** Its exchange died, or nobody can say what became of it. */
  | 'lost'
  /** A call of ours that the other side did not take. */
  | 'not-reached'

/** What happened, by name. Times of day are ISO 8601 in UTC, lengths are milliseconds. */
export type TelephonyEvents = {
  /** A call has reached us, and nobody has answered it yet: here its case begins, once. `from` null: withheld. */
  'call.offered': {
    from: string | null
    to: string
    channel: CallChannel
    /** What the caller's side says about who it is; never believed. */
    display: string | null
  }
  /** A call that we began: click to call, a call back, or dialled at an agent's phone. */
  'call.originated': {
    to: string
    extension: Extension
    /** What the order said it is for; null when it was dialled at the phone. */
    order: { commandId: string; caseId: string | null; callbackId: string | null } | null
  }
  /** The caller has chosen in the menu, or made no choice. From now on the server decides who gets the call. */
  'call.ready': { systemId: number | null; wants: 'system' | 'operator' | 'nothing'; line: string }
  /** The adapter itself has found an agent, because the server was away. */
  'call.routed-here': { agentId: string; extension: Extension }
  'leg.alerting': Leg
  'leg.established': Leg
  'leg.held': Leg
  'leg.retrieved': Leg
  'leg.failed': Leg & { cause: ClearCause }
  'leg.cleared': Leg & { cause: ClearCause; by: ClearedBy }
  /** The agent's part has gone to somebody else; `toAgentId` null: a queue or a number. */
  'call.transferred': {
    kind: 'blind' | 'consult'
    fromAgentId: string | null
    toAgentId: string | null
    to: string
  }
  'call.conferenced': { agentIds: string[] }
  'call.diverted': { reason: 'closed' | 'office' | 'number' | 'fax' | 'too-many-calls'; to: string | null }
  /** The caller wants to be called back at this number and keeps the place. */
  'call.call-back-asked': { number: string }
  /** Once a call, and its last but for what is fetched afterwards (recordings, faxes); of a lost one unless it is resumed. */
  'call.ended': { outcome: CallOutcome; by: ClearedBy }
  /** It was told as lost and lives: only the line to its exchange was broken. It goes on with the legs it had. */
  'call.resumed': Record<string, never>
  'supervision.changed': { supervisorId: string; mode: SupervisionMode | 'off' }
  'survey.asked': Record<string, never>
  /** `consent` false: refused, or hung up before saying so. `score` null: agreed, then gave none. */
  'survey.answered': { consent: boolean; score: number | null }
  'recording.started': { name: string }
  'recording.paused': { name: string }
  'recording.resumed': { name: string }
  /** Can be fetched from the adapter by its name until it is told to forget it. */
  'recording.ready': { name: string; sha256: string; ms: number; bytes: number }
  'recording.failed': { name: string; reason: string }
  /** A fax of which at least the attempt arrived; `bytes` 0: nothing readable came. */
  'fax.received': {
    name: string
    from: string | null
    to: string
    /** What the sending machine calls itself. */
    station: string | null
    pages: number
    isComplete: boolean
    error: string | null
    sha256: string | null
    bytes: number
  }
  'device.changed': DeviceState
  'exchange.changed': ExchangeState
  /** The truth was asked for after a gap; what was found different is told before this, as `reconstructed`. */
  'resync.done': { adopted: number; closed: number; missed: number }
  /** Another adapter has taken over: this one stops following and touches nothing. */
  'adapter.replaced': Record<string, never>
}
export type EventName = keyof TelephonyEvents

export type Leg = {
  role: LegRole
  agentId: string | null
  extension: Extension | null
  number: string | null
}

export type Envelope<E extends EventName = EventName> = {
  [Name in E]: {
    /** Counts every event of one spool, without a gap. */
    seq: number
    /** ULID: the same event told twice has the same. */
    eventId: string
    /** Counts the adapter's connections to that exchange; what is of an older one was true then. */
    epoch: number
    exchange: string
    site: string
    callRef: CallRef | null
    legRef: LegRef | null
    occurredAt: string
    /** `reconstructed`: not seen, concluded from what was found afterwards. */
    certainty: 'observed' | 'reconstructed'
    type: Name
    data: TelephonyEvents[Name]
  }
}[E]

export type SupervisionMode = 'listen' | 'whisper' | 'barge'
/** Where a call goes: an agent's phone, back into the queue (the server then decides), or an outside number. */
export type Target =
  | { to: 'agent'; agentId: string; extension: Extension }
  | { to: 'queue' }
  | { to: 'number'; number: string }

type ForCall = { callRef: CallRef }

/** What the adapter is asked to do. The same `commandId` again gets the first answer and does nothing. */
export type Command = { commandId: string } & (
  | ({ do: 'offer'; agentId: string; extension: Extension; ringMs: number; shows: string } & ForCall)
  /** Stops the ringing; the caller goes on waiting. */
  | ({ do: 'withdraw' } & ForCall)
  /** What the waiting caller hears next. Seconds are rounded by whoever asks; null: not known. */
  | ({ do: 'inform'; position: number; waitSeconds: number | null; offersCallBack: boolean } & ForCall)
  | ({ do: 'hold' | 'retrieve' | 'mute' | 'unmute' | 'leave'; agentId: string } & ForCall)
  | ({ do: 'dtmf'; agentId: string; digits: string } & ForCall)
  | ({ do: 'blind-transfer' | 'consult'; agentId: string; target: Target; ringMs: number } & ForCall)
  | ({ do: 'complete-transfer' | 'cancel-consult' | 'conference'; agentId: string } & ForCall)
  /** Ends the call for everybody, or takes it out of the waiting: what the caller hears first, by prompt. */
  | ({ do: 'end'; says: string | null } & ForCall)
  /** Sends the caller to a number of the plan: the office exchange. */
  | ({ do: 'divert'; number: string } & ForCall)
  | {
      do: 'dial'
      agentId: string
      extension: Extension
      number: string
      /** What the other side sees; empty: the exchange's own. */
      shows: string
      caseId: string | null
      callbackId: string | null
      ringMs: number
    }
  | ({ do: 'supervise'; supervisorId: string; extension: Extension; mode: SupervisionMode | 'off' } & ForCall)
  | ({ do: 'record'; action: 'start' | 'pause' | 'resume' | 'stop' } & ForCall)
  /** Whether the caller is asked after the talk; sent before it ends. Without it the plan decides. */
  | ({ do: 'survey-after'; isOn: boolean } & ForCall)
  /** Lets a phone register with this secret until then; null: never again with any. */
  | { do: 'let-register'; extension: Extension; secret: string | null; kind: 'browser' | 'desk' }
  /** A recording or fax is safe with the server. */
  | { do: 'forget'; name: string }
)
export type Result =
  | { ok: true; callRef?: CallRef }
  /** `gone` is normal: what it was about had ended. */
  | {
      ok: false
      code: 'gone' | 'busy' | 'unavailable' | 'unsupported' | 'timeout' | 'link-down' | 'not-allowed'
    }

export type DeviceState = { extension: Extension; exchange: string; registered: boolean; inUse: boolean }
export type ExchangeState = {
  exchange: string
  site: string
  /** `replaced`: another adapter follows it. `simulated` is never a real telephone. */
  state: 'up' | 'degraded' | 'down' | 'replaced'
  isSimulated: boolean
  since: string
  /** Browser phones register here; null: it takes none. */
  phoneUrl: string | null
}
/** A call that lives, as the adapter has it. */
export type LiveCall = {
  callRef: CallRef
  exchange: string
  direction: 'in' | 'out'
  from: string | null
  to: string
  state: 'menu' | 'waiting' | 'ringing' | 'talking' | 'held' | 'survey'
  arrivedAt: string
  readyAt: string | null
  legs: (Leg & { legRef: LegRef; state: 'alerting' | 'up' | 'held'; since: string })[]
}
export type Snapshot = {
  /** Every event up to this one is contained in it. */
  seq: number
  at: string
  calls: LiveCall[]
  devices: DeviceState[]
  exchanges: ExchangeState[]
}

/** The exchange's own record of a call that reached it: for the daily comparison. */
export type CallRecord = {
  callRef: CallRef
  exchange: string
  from: string | null
  to: string
  startedAt: string
  answeredAt: string | null
  endedAt: string
}

/** The adapter as the server uses it, in the same process or over the network. */
export type Telephony = {
  /** Made with the spool: another one counts its events anew. */
  spoolId(): Promise<string>
  /** Resolves when the exchange has accepted it, not when it has happened: that is an event. Never throws. */
  order(command: Command): Promise<Result>
  /** By what the adapter goes from now on; kept by it, also for when the server is away. */
  keepPlan(plan: Plan): Promise<void>
  /**
   * Tells every event after this one, in order, in batches as they come. The next batch waits until `heard` resolves:
   * then it is acknowledged, and never told again but to whoever asks for it by number. Keeps trying while the adapter
   * is away; `onLink` says so. A batch is told while the adapter still writes it down, for callers wait: `safe` resolves
   * when it will outlive the adapter's machine, and rejects when that is not heard any more. Nothing of it may be
   * committed before.
   * @returns how to stop
   */
  follow(
    afterSeq: number,
    heard: (batch: Envelope[], safe: Promise<void>) => Promise<void>,
    onLink?: (state: 'up' | 'down') => void,
  ): { stop(): Promise<void> }
  /** @throws when the adapter is away */
  snapshot(): Promise<Snapshot>
  /** A recording (WAV) or fax (TIFF) that was told of; undefined when it is there no more. */
  fetch(name: string): Promise<Buffer | undefined>
  /** What the exchanges themselves have written down of calls that began in this time. */
  records(from: Date, to: Date): Promise<CallRecord[]>
  close(): Promise<void>
}
