import { Type } from 'typebox'
import { eventOf } from '../platform/events/event.ts'
import { IdOf } from '../platform/values.ts'

const Offered = { offerId: IdOf('offer'), caseId: IdOf('case'), agentId: IdOf('person') }

export const offerMade = eventOf('routing.offer-made', Type.Object(Offered))
/** Accepted, declined, expired or withdrawn. */
export const offerEnded = eventOf('routing.offer-ended', Type.Object({ ...Offered, outcome: Type.String() }))
/** The agent may be able to take more: ready, reconnected, capacity or skills changed, freed. */
export const agentAvailable = eventOf('routing.agent-available', Type.Object({ agentId: IdOf('person') }))
/** Something the board shows has changed; of one agent, when named, who sees it at their desk too. */
export const boardChanged = eventOf(
  'routing.board-changed',
  Type.Object({ agentId: Type.Optional(IdOf('person')) }),
)
/** A queue goes on after a pause, or the split was changed: what waits in it is routed. */
export const queueResumed = eventOf('routing.queue-resumed', Type.Object({ queueId: Type.Integer() }))
