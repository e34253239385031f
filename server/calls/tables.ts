import type { ColumnType, Generated, Selectable } from 'kysely'
import type {
  CallChannel,
  CallOutcome,
  ClearCause,
  ClearedBy,
  ExchangeState,
  LegRole,
  SupervisionMode,
} from '../../telephony-adapter/port.ts'
import type { Id, Instant } from '../platform/values.ts'

type Json<T> = ColumnType<T, string, string>

/** Where a call stands; `ended` for ever. */
export type CallStage = 'menu' | 'waiting' | 'ringing' | 'talking' | 'held' | 'survey' | 'ended'
type WaitOutcome = 'answered' | 'abandoned' | 'flowed-out' | 'lost'
type CallbackOutcome = 'reached' | 'not-reached' | 'given-up' | 'called-again'

export interface CallTables {
  serviceLines: {
    number: string
    name: string
    kind: 'voice' | 'fax'
    language: Generated<'zh-TW' | 'en'>
    /** The system of a case until the caller has chosen one. */
    defaultSystemId: number
    hasMenu: Generated<boolean>
    records: Generated<boolean>
    /** Answered at any hour; otherwise within office hours. */
    alwaysOpen: Generated<boolean>
    isOn: Generated<boolean>
  }
  menuChoices: { digit: string; systemId: number | null; action: 'system' | 'operator' | 'again' }
  voiceQueues: {
    queueId: number
    ringSeconds: Generated<number>
    wrapUpSeconds: Generated<number>
    extensionSeconds: Generated<number>
    levelSeconds: Generated<number>
    levelTarget: Generated<number>
    shortAbandonSeconds: Generated<number>
    overflowSeconds: Generated<number>
    records: Generated<boolean>
  }
  wrapUpCodes: { id: Generated<number>; name: string; place: Generated<number>; isOn: Generated<boolean> }
  callAnnouncements: {
    id: Id<'call-announcement'>
    kind: 'incident' | 'holiday'
    text: string
    language: Generated<'zh-TW' | 'en'>
    startsAt: Date
    endsAt: Date
    createdBy: Id<'person'> | null
  }
  prompts: {
    key: string
    language: 'zh-TW' | 'en'
    fileId: Id<'file'>
    sha256: string
    text: Generated<string>
    updatedAt: Date
    updatedBy: Id<'person'> | null
  }
  phoneRegistrations: {
    personId: Id<'person'>
    sessionId: Id<'session'>
    extension: string
    wrapped: Buffer
    issuedAt: Date
    expiresAt: Date
  }
  telephonyCursors: { spoolId: string; seq: ColumnType<string, number, number>; at: Date }
  /** Every event as it was told: what a dispute or a rebuild goes back to. */
  telephonyLog: {
    eventId: string
    spoolId: string
    seq: ColumnType<string, number, number>
    exchange: string
    callRef: string | null
    type: string
    certainty: 'observed' | 'reconstructed'
    occurredAt: Date
    data: Json<unknown>
    /** Why it could not be applied; null: it was. */
    failed: string | null
  }
  exchanges: {
    name: string
    site: string
    state: ExchangeState['state']
    isSimulated: boolean
    phoneUrl: string | null
    since: Date
    epoch: Generated<number>
  }
  phones: { extension: string; exchange: string; registered: boolean; inUse: boolean; at: Date }
  calls: {
    id: Id<'call'>
    callRef: string
    exchange: string
    direction: 'in' | 'out'
    channel: CallChannel
    source: Generated<'live' | 'exchange-queue' | 'office'>
    /** E.164 where it can be told; null: withheld. */
    fromNumber: string | null
    toNumber: string
    line: string | null
    /** Who calls, when the number is theirs alone or an agent has said so. */
    callerId: Id<'person'> | null
    /** Everybody whose number it is, when several share it. */
    maybeIds: Generated<Id<'person'>[]>
    caseId: Id<'case'> | null
    /** The case began with this call; otherwise it was there and the call was added to it. */
    openedCase: Generated<boolean>
    systemId: number | null
    agencyId: number | null
    queueId: number | null
    site: Generated<string>
    language: Generated<'zh-TW' | 'en'>
    state: CallStage
    arrivedAt: Date
    readyAt: Date | null
    waitingSince: Date | null
    placeAt: Date | null
    /** Somebody did not answer, or their phone failed: it comes before everybody else. */
    isFront: Generated<boolean>
    /** The caller asked for the operator: whoever works at the tier will do. */
    anySkill: Generated<boolean>
    agentId: Id<'person'> | null
    answeredAt: Date | null
    endedAt: Date | null
    talkMs: Generated<number>
    holdMs: Generated<number>
    outcome: CallOutcome | null
    endedBy: ClearedBy | null
    certainty: Generated<'observed' | 'reconstructed'>
    toldWaitAt: Date | null
    toldWaitS: number | null
    callbackId: Id<'callback'> | null
    /** When an event or a snapshot last said that it lives. */
    seenAt: Date
    version: Generated<number>
  }
  callLegs: {
    legRef: string
    callId: Id<'call'>
    role: LegRole
    agentId: Id<'person'> | null
    extension: string | null
    number: string | null
    alertingAt: Date | null
    establishedAt: Date | null
    heldSince: Date | null
    heldMs: Generated<number>
    endedAt: Date | null
    cause: ClearCause | null
    endedBy: ClearedBy | null
  }
  callOffers: {
    id: Id<'call-offer'>
    callId: Id<'call'>
    agentId: Id<'person'>
    site: string
    madeAt: Date
    expiresAt: Date
    outcome: 'answered' | 'no-answer' | 'declined' | 'failed' | 'withdrawn' | null
    decidedAt: Date | null
    reason: Json<unknown>
  }
  queueWaits: {
    id: Id<'queue-wait'>
    callId: Id<'call'>
    queueId: number
    systemId: number
    site: Generated<string>
    agentId: Id<'person'> | null
    enteredAt: Date
    leftAt: Date | null
    waitMs: number | null
    outcome: WaitOutcome | null
  }
  wrapUps: {
    callId: Id<'call'>
    agentId: Id<'person'>
    startedAt: Date
    endsAt: Date
    endedAt: Date | null
    codeId: number | null
    note: Generated<string>
    isExtended: Generated<boolean>
  }
  agentTimes: {
    personId: Id<'person'>
    /** A routing status, see `routing/rules.ts`. */
    state: string
    reason: string | null
    fromAt: Date
    toAt: Date | null
  }
  callbacks: {
    id: Id<'callback'>
    callId: Id<'call'>
    caseId: Id<'case'> | null
    number: string
    /** The caller asked; the exchange died in mid-call; the caller gave up waiting. */
    kind: 'asked' | 'lost' | 'abandoned'
    queueId: number
    systemId: number
    placeAt: Date
    dueAt: Date
    agentId: Id<'person'> | null
    offeredAt: Date | null
    tries: Generated<number>
    doneAt: Date | null
    outcome: CallbackOutcome | null
  }
  supervisions: {
    id: Id<'supervision'>
    callId: Id<'call'>
    supervisorId: Id<'person'>
    mode: SupervisionMode
    startedAt: Date
    endedAt: Date | null
  }
  recordings: {
    id: Id<'recording'>
    callId: Id<'call'>
    name: string
    /** `ready`: at the exchange, to be fetched; `stored`: encrypted with us and proved by its hash. */
    state: 'running' | 'paused' | 'ready' | 'stored' | 'failed' | 'deleted'
    startedAt: Date
    ms: number | null
    bytes: number | null
    sha256: string | null
    fileId: Id<'file'> | null
    /** Loudest value of each of some hundred stretches, 0 to 100. */
    peaks: Json<number[]> | null
    pauses: Json<{ from: Instant; to: Instant | null }[]>
    reason: string | null
    keepUntil: Date
    deletedAt: Date | null
    proof: Json<unknown> | null
  }
  faxes: {
    id: Id<'fax'>
    name: string
    callId: Id<'call'>
    caseId: Id<'case'> | null
    fromNumber: string | null
    station: string | null
    pages: number
    isComplete: boolean
    error: string | null
    sha256: string | null
    tiffId: Id<'file'> | null
    pdfId: Id<'file'> | null
    state: 'waiting' | 'stored' | 'unreadable'
    receivedAt: Date
  }
  voiceSurveys: {
    callId: Id<'call'>
    caseId: Id<'case'>
    agentId: Id<'person'> | null
    askedAt: Date
    answeredAt: Date | null
    consent: boolean | null
    score: number | null
  }
  callBooks: {
    exchange: string
    /** A day in Taiwan, as `2026-11-21`. */
    day: string
    records: number
    calls: number
    cases: number
    missing: Json<{ callRef: string; why: string }[]>
    checkedAt: Date
  }
}

export type Call = Selectable<CallTables['calls']>
