import type { Language } from '../plan.ts'
import type {
  CallChannel,
  CallOutcome,
  CallRef,
  ClearCause,
  ClearedBy,
  Extension,
  LegRef,
  LegRole,
  SupervisionMode,
  Target,
} from '../port.ts'
import type { CallEvent } from './work.ts'

/** A call as call control has it: plain data, altered by `step` alone. Times are milliseconds since 1970. */
export type CallState = {
  callRef: CallRef
  direction: 'in' | 'out'
  from: string | null
  to: string
  display: string | null
  channel: CallChannel
  language: Language
  phase: Phase
  arrivedAt: number
  readyAt: number | null
  systemId: number | null
  legs: LegState[]
  /** How many legs, words, ears and recordings have had a name. */
  count: { legs: number; plays: number; ears: number; recordings: number }
  /** Bridges that exist, by id. */
  bridges: string[]
  saying: { playId: string; legRef: LegRef; then: Then } | null
  menuTries: number
  offersCallBack: boolean
  /** When the customer last pressed a digit: what is not later is a repeat. */
  digitAt: number
  consult: { from: LegRef; to: LegRef } | null
  ears: Ear[]
  records: boolean
  recording: { name: string; isPaused: boolean } | null
  /** Whether the caller is asked afterwards, where somebody has said so. */
  surveyAfter: boolean | null
  survey: { stage: 'consent' | 'score'; tries: number; isAnswered: boolean } | null
  /** When somebody of ours, or the other side of a call of ours, first answered. */
  talkedAt: number | null
  talkingSince: number | null
  talkedMs: number
  /** Where the customer is sent when what is said has been heard. */
  sendsTo: string | null
  /** Where the agent's phone has sent the customer by itself. */
  sendsOnTo: Target | null
  goneAt: number | null
  /** Its going was not told; it was concluded. */
  isGoneUnseen: boolean
  endsBy: ClearedBy | null
  outcome: CallOutcome | null
  /** What a call of ours is for, and who is to be dialled. */
  order: { commandId: string; caseId: string | null; callbackId: string | null } | null
  dial: { number: string; extension: Extension | null; shows: string; ringMs: number } | null
  timers: Partial<Record<TimerName, number>>
  /** What happened while the last legs were taken down: told together with the end. */
  heldBack: CallEvent[]
}

type Phase =
  | 'arriving'
  | 'opening'
  | 'menu'
  | 'waiting'
  /** Asked whether to be called back; counts as waiting. */
  | 'call-back'
  | 'dialling'
  | 'talking'
  | 'survey'
  | 'fax'
  /** Hears the last words. */
  | 'leaving'
  /** The customer is gone; other legs are being taken down. */
  | 'ending'
  | 'over'

/** What follows when the words have been heard. */
export type Then =
  | 'opened'
  | 'choose'
  | 'informed'
  | 'confirm-call-back'
  | 'ask-survey'
  | 'hang-up'
  | 'send-on'
export type TimerName = 'saying' | 'choose' | 'wait' | 'answer' | 'look' | 'fax' | 'send-on'

export type LegState = {
  legRef: LegRef
  channelId: string
  /** `customer`: whom the call is with; `desk`: who talks to them; `ear`: a supervisor. */
  side: 'customer' | 'desk' | 'ear'
  role: LegRole
  agentId: string | null
  extension: Extension | null
  number: string | null
  /** Why it was rung. */
  why: 'own' | 'offer' | 'transfer' | 'consult' | 'dial' | 'supervise'
  state: 'calling' | 'alerting' | 'up' | 'held'
  since: number
  /** By the adapter's clock. */
  madeAt: number
  /** The bridge it is in. */
  place: string | null
  hasMusic: boolean
  /** We take it down: what is told when it is gone. */
  clearing: { cause: ClearCause; by: ClearedBy } | null
  heldAt: number
  /** Rounds in which the exchange did not know it. */
  misses: number
}

export type Ear = {
  supervisorId: string
  legRef: LegRef
  bridgeId: string
  mode: SupervisionMode
  told: SupervisionMode | 'off'
  snoop: { channelId: string; on: string; whispers: boolean; isUp: boolean } | null
}

export const mainBridge = (call: CallState) => `bridge-${call.callRef}`
export const consultBridge = (call: CallState) => `bridge-${call.callRef}-consult`

/** The leg that is not of ours: the caller, or whom we dialled. */
export const customerOf = (call: CallState) => call.legs.find((leg) => leg.side === 'customer')
export const legOf = (call: CallState, legRef: LegRef) => call.legs.find((leg) => leg.legRef === legRef)
export const legOn = (call: CallState, channelId: string) =>
  call.legs.find((leg) => leg.channelId === channelId)
export const isUp = (leg: LegState) => (leg.state === 'up' || leg.state === 'held') && !leg.clearing
/** Those of ours who have answered. */
export const desksUp = (call: CallState) => call.legs.filter((leg) => leg.side === 'desk' && isUp(leg))
/** Phones that ring for the customer; not those asked for advice. */
export const ringingDesks = (call: CallState) =>
  call.legs.filter(
    (leg) =>
      leg.side === 'desk' && !isUp(leg) && !leg.clearing && (leg.why === 'offer' || leg.why === 'transfer'),
  )
export const isWaiting = (call: CallState) => call.phase === 'waiting' || call.phase === 'call-back'

/** A call of which nothing has happened yet. */
export function newCall(
  known: Pick<CallState, 'callRef' | 'direction' | 'from' | 'to' | 'channel' | 'arrivedAt'> &
    Partial<CallState>,
): CallState {
  return {
    display: null,
    language: 'zh-TW',
    phase: 'arriving',
    readyAt: null,
    systemId: null,
    legs: [],
    count: { legs: 0, plays: 0, ears: 0, recordings: 0 },
    bridges: [],
    saying: null,
    menuTries: 0,
    offersCallBack: false,
    digitAt: 0,
    consult: null,
    ears: [],
    records: false,
    recording: null,
    surveyAfter: null,
    survey: null,
    talkedAt: null,
    talkingSince: null,
    talkedMs: 0,
    sendsTo: null,
    sendsOnTo: null,
    goneAt: null,
    isGoneUnseen: false,
    endsBy: null,
    outcome: null,
    order: null,
    dial: null,
    timers: {},
    heldBack: [],
    ...known,
  }
}
