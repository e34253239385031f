import type { Language } from './plan.ts'
import type { CallRecord, CallRef, ClearCause, Extension } from './port.ts'

/**
 * One telephone exchange as the adapter's call control drives it: channels, bridges, sounds, and what the exchange
 * says of them. Asterisk and the simulator are its two adapters; `test/support/exchange-suite.ts` is passed by both.
 *
 * Orders resolve when the exchange has accepted them. Ids are given by the caller beforehand, so that a repeat does no
 * harm and an event that comes before the answer is recognised. Events of one channel come in order; between channels
 * nothing is promised; any may come twice or, over a broken link, never: `snapshot` then says what is true.
 */
export type Exchange = {
  readonly name: string
  readonly site: string
  readonly isSimulated: boolean
  readonly phoneUrl: string | null
  /** Begins to follow; the first event is `link` `up` when it is there. */
  start(listener: (event: ExchangeEvent) => void): Promise<void>
  /** Stops following; calls in progress are the exchange's own and go on. */
  close(): Promise<void>
  snapshot(): Promise<ExchangeSnapshot>

  answer(channelId: string): Promise<Done>
  /** The caller hears ringing; not yet answered. */
  indicateRinging(channelId: string): Promise<Done>
  hangUp(channelId: string, cause: ClearCause): Promise<Done>
  /** Says these one after the other, to a channel or to everybody in a bridge; `played` tells the end. */
  play(on: On, playId: string, sounds: readonly Sound[]): Promise<Done>
  stopPlaying(playId: string): Promise<Done>
  music(channelId: string, isOn: boolean): Promise<Done>
  /** Rings a phone or a number. `ringing`, `entered` (answered) or `gone` follow; given up after `ringMs`. */
  call(leg: {
    channelId: string
    callRef: CallRef
    to: { extension: Extension } | { number: string }
    shows: { number: string; name: string }
    /** Kept on the channel, and in its state in every snapshot. */
    marks: Marks
    ringMs: number
  }): Promise<Done>
  makeBridge(bridgeId: string): Promise<Done>
  /** `as` `listener` hears and is not heard. */
  join(bridgeId: string, channelId: string): Promise<Done>
  part(bridgeId: string, channelId: string): Promise<Done>
  endBridge(bridgeId: string): Promise<Done>
  /** `in`: what it says is not heard; `out`: it hears nothing; `both`. */
  mute(channelId: string, way: 'in' | 'out' | 'both', isOn: boolean): Promise<Done>
  dtmf(channelId: string, digits: string): Promise<Done>
  /** Puts an ear, and a mouth where `whispers`, to a channel: `entered` follows for the new one. */
  snoop(ear: {
    channelId: string
    on: string
    whispers: boolean
    callRef: CallRef
    marks: Marks
  }): Promise<Done>
  /** Records what is said in a bridge, as WAV. `recorded` follows its stop. */
  record(bridgeId: string, name: string): Promise<Done>
  pauseRecording(name: string, isPaused: boolean): Promise<Done>
  stopRecording(name: string): Promise<Done>
  fetchRecording(name: string): Promise<Buffer | undefined>
  forgetRecording(name: string): Promise<Done>
  fetchFax(name: string): Promise<Buffer | undefined>
  forgetFax(name: string): Promise<Done>
  mark(channelId: string, marks: Marks): Promise<Done>
  /** Gives the channel to the exchange's own fax receiver, or to another number. `left` follows. */
  receiveFax(channelId: string): Promise<Done>
  sendOn(channelId: string, number: string): Promise<Done>
  /** Lets a phone register with this secret; null: no longer. Survives neither a restart of the exchange nor needs to. */
  letRegister(phone: { extension: Extension; secret: string | null; kind: 'browser' | 'desk' }): Promise<Done>
  /** Its own record of calls that reached it. */
  records(from: Date, to: Date): Promise<CallRecord[]>
  /** Calls that its own queue served while nobody followed; kept until forgotten. */
  missed(): Promise<MissedCall[]>
  forgetMissed(callRefs: readonly CallRef[]): Promise<Done>
}

/** `gone`: what it was about is there no more, which is normal. */
export type Done =
  | { ok: true }
  | { ok: false; code: 'gone' | 'busy' | 'unsupported' | 'link-down' | 'failed'; why?: string }

export type On = { channelId: string } | { bridgeId: string }
/** A spoken text by key; or digits, a number, seconds of silence; or a tone. */
export type Sound =
  | { prompt: string; language: Language }
  | { number: number; language: Language }
  | { silenceMs: number }
  | { tone: 'beep' }

/** What is written on a channel and comes back in every snapshot. */
export type Marks = Partial<{ caseId: string; agentId: string; role: string; since: string; order: string }>

export type ChannelState = {
  channelId: string
  callRef: CallRef
  state: 'ringing' | 'up'
  from: string | null
  display: string | null
  /** The number that was dialled, or the extension of a leg of ours. */
  to: string
  channel: 'phone' | 'voip'
  /** In our hands; otherwise in the exchange's own dialplan. */
  isOurs: boolean
  bridgeId: string | null
  marks: Marks
  startedAt: number
}

export type ExchangeSnapshot = {
  at: number
  channels: ChannelState[]
  bridges: { bridgeId: string; channelIds: string[] }[]
  /** Recordings that still run. */
  recordings: string[]
  devices: { extension: Extension; registered: boolean; inUse: boolean }[]
}

export type MissedCall = {
  callRef: CallRef
  from: string | null
  to: string
  arrivedAt: string
  answeredAt: string | null
  endedAt: string
  extension: Extension | null
  outcome: 'answered' | 'abandoned'
  survey: { consent: boolean; score: number | null } | null
  /** Name of the recording, where one was made. */
  recording: string | null
}

/** `at`: milliseconds since 1970, by the exchange's clock where it says so. */
export type ExchangeEvent = { at: number } & (
  | { type: 'link'; state: 'up' | 'degraded' | 'down' | 'replaced'; why: string }
  /** Its machine answers that nothing listens there: the exchange does not run, and its calls are no more. */
  | { type: 'refused' }
  /** A call that reached us by itself, not yet answered; or one that an agent's phone has dialled. */
  | { type: 'arrived'; channel: ChannelState; dialledBy: Extension | null }
  /** A leg that we began has answered and is in our hands. */
  | { type: 'entered'; channelId: string }
  | { type: 'ringing'; channelId: string }
  /** Hung up, or never answered. */
  | { type: 'gone'; channelId: string; cause: ClearCause; bySystem: boolean }
  /** Out of our hands, and not hung up. */
  | { type: 'left'; channelId: string; to: 'fax' | 'elsewhere' }
  | { type: 'held' | 'unheld'; channelId: string }
  | { type: 'digit'; channelId: string; digit: string }
  | { type: 'played'; playId: string; ok: boolean }
  | { type: 'joined' | 'parted'; bridgeId: string; channelId: string }
  /** The phone itself has sent the call on; `to`: the number or extension. */
  | { type: 'sent-on-by-phone'; kind: 'blind' | 'attended'; channelId: string; to: string }
  | { type: 'recorded'; name: string; ms: number; failed: string | null }
  | {
      type: 'faxed'
      name: string
      callRef: CallRef
      from: string | null
      to: string
      station: string | null
      pages: number
      isComplete: boolean
      error: string | null
    }
  | { type: 'device'; extension: Extension; registered?: boolean; inUse?: boolean }
)
