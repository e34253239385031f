import { Type } from 'typebox'
import { eventOf } from '../platform/events/event.ts'
import { IdOf, Nullable } from '../platform/values.ts'

const Call = { callId: IdOf('call'), caseId: Nullable(IdOf('case')) }
const Agent = { agentId: IdOf('person') }

/** A call needs an agent: it has just begun to wait, or came back into the queue. */
export const callWaiting = eventOf('call.waiting', Type.Object(Call))
/** An agent is reserved for it: their phone is to ring and their screen to show it. */
export const callOffered = eventOf(
  'call.offer-made',
  Type.Object({ ...Call, ...Agent, offerId: IdOf('call-offer') }),
)
/** The offer is over: answered, not answered, declined, failed or withdrawn. */
export const callOfferEnded = eventOf(
  'call.offer-ended',
  Type.Object({ ...Call, ...Agent, offerId: IdOf('call-offer'), outcome: Type.String() }),
)
export const callAnswered = eventOf('call.answered', Type.Object({ ...Call, ...Agent }))
/** Once a call. `agentId`: who talked last. */
export const callEnded = eventOf(
  'call.ended',
  Type.Object({ ...Call, agentId: Nullable(IdOf('person')), outcome: Type.String() }),
)
/** Something of a live call has changed: its people's desks and the board look again. */
export const callChanged = eventOf(
  'call.changed',
  Type.Object({ ...Call, agentIds: Type.Array(IdOf('person')) }),
)
/** An agent's engagement by the telephone began, changed or ended. */
export const agentEngaged = eventOf('call.agent-engaged', Type.Object(Agent))
/** Somebody wants, or ought, to be called back. */
export const callbackDue = eventOf('call.callback-due', Type.Object({ callbackId: IdOf('callback') }))
/** A recording can be fetched from its exchange. */
export const recordingReady = eventOf('call.recording-ready', Type.Object({ recordingId: IdOf('recording') }))
export const faxReceived = eventOf('call.fax-received', Type.Object({ faxId: IdOf('fax') }))
/** The caller was asked after the talk and has answered, or refused. */
export const voiceSurveyAnswered = eventOf(
  'call.survey-answered',
  Type.Object({
    callId: IdOf('call'),
    caseId: IdOf('case'),
    agentId: Nullable(IdOf('person')),
    consent: Type.Boolean(),
    score: Nullable(Type.Integer()),
  }),
)
/** Lines, menu, agents, announcements or prompts changed: the adapter gets a new plan. */
export const planChanged = eventOf('call.plan-changed', Type.Object({}))
/** An exchange came, went, or is followed by somebody else. */
export const exchangeChanged = eventOf('call.exchange-changed', Type.Object({ exchange: Type.String() }))
