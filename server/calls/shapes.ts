import { type Static, Type } from 'typebox'
import { IdOf, Instant, Nullable, SmallKey } from '../platform/values.ts'

const Person = Type.Object({ id: IdOf('person'), name: Type.String() })
const CallStage = Type.Enum(['menu', 'waiting', 'ringing', 'talking', 'held', 'survey', 'ended'])
const CallOutcome = Type.Enum([
  'answered',
  'abandoned',
  'flowed-out',
  'call-back',
  'fax',
  'lost',
  'not-reached',
])

/** Who may be calling: what is known of the number, and never more than that. */
const Caller = Type.Object({
  personId: IdOf('person'),
  name: Type.String(),
  title: Type.String(),
  agencyId: Nullable(Type.Integer()),
  agencyName: Nullable(Type.String()),
  proficiency: Type.Enum(['novice', 'regular', 'expert']),
})

export const CallLeg = Type.Object({
  legRef: Type.String(),
  role: Type.Enum(['caller', 'agent', 'consulted', 'supervisor', 'dialled']),
  agent: Nullable(Person),
  extension: Nullable(Type.String()),
  number: Nullable(Type.String()),
  state: Type.Enum(['alerting', 'up', 'held', 'ended']),
  since: Instant,
})

/** A call in lists; numbers are masked (`0912-***-678`) for whoever may not see them. */
export type CallRow = Static<typeof CallRow>
export const CallRow = Type.Object({
  id: IdOf('call'),
  direction: Type.Enum(['in', 'out']),
  channel: Type.Enum(['phone', 'voip']),
  source: Type.Enum(['live', 'exchange-queue', 'office']),
  state: CallStage,
  /** As people write it; null: withheld. */
  number: Nullable(Type.String()),
  caller: Nullable(Caller),
  systemId: Nullable(SmallKey),
  systemName: Nullable(Type.String()),
  queueName: Nullable(Type.String()),
  site: Type.String(),
  agent: Nullable(Person),
  caseId: Nullable(IdOf('case')),
  caseNumber: Nullable(Type.String()),
  caseTitle: Nullable(Type.String()),
  arrivedAt: Instant,
  answeredAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  /** Milliseconds. Waited in queues, talked, of that on hold. */
  waitMs: Type.Integer(),
  talkMs: Type.Integer(),
  holdMs: Type.Integer(),
  outcome: Nullable(CallOutcome),
  /** Concluded afterwards, not seen. */
  isReconstructed: Type.Boolean(),
  isSimulated: Type.Boolean(),
})

const OpenCase = Type.Object({
  id: IdOf('case'),
  number: Type.String(),
  title: Type.String(),
  status: Type.String(),
  systemName: Type.String(),
  openedAt: Instant,
  ownerName: Nullable(Type.String()),
})

/** The call at one agent's desk: what the screen shows when it rings, and while they talk. */
export type DeskCall = Static<typeof DeskCall>
export const DeskCall = Type.Object({
  call: CallRow,
  /** Of whoever asks. `consulted`: a colleague asks them. */
  role: Type.Enum(['agent', 'consulted', 'supervisor']),
  offerId: Nullable(IdOf('call-offer')),
  ringsUntil: Nullable(Instant),
  /** Several people have this number: 可能是. Empty when the caller is known or nobody has it. */
  maybe: Type.Array(Caller),
  /** Open cases of the caller (when several may be meant: of all of them), the latest first. */
  openCases: Type.Array(OpenCase),
  recentCases: Type.Array(OpenCase),
  legs: Type.Array(CallLeg),
  recording: Nullable(Type.Enum(['running', 'paused', 'failed'])),
  /** A supervisor is in the call, where they must be shown. */
  supervised: Nullable(Type.Enum(['listen', 'whisper', 'barge'])),
  asksSurvey: Type.Boolean(),
  /** What the exchange can do for this call now. */
  can: Type.Array(
    Type.Enum(['hold', 'mute', 'dtmf', 'transfer', 'consult', 'conference', 'record', 'hang-up', 'survey']),
  ),
})

export type WrapUp = Static<typeof WrapUp>
export const WrapUp = Type.Object({
  callId: IdOf('call'),
  caseId: Nullable(IdOf('case')),
  caseNumber: Nullable(Type.String()),
  startedAt: Instant,
  endsAt: Instant,
  codeId: Nullable(SmallKey),
  note: Type.String(),
  canExtend: Type.Boolean(),
  codes: Type.Array(Type.Object({ id: SmallKey, name: Type.String() })),
})
