import { Type } from 'typebox'
import { eventOf } from '../platform/events/event.ts'
import { IdOf, Nullable } from '../platform/values.ts'

/** Sessions of a person have ended: one of them, or all when `sessionId` is null. Their sockets are shut. */
export const sessionsEnded = eventOf(
  'identity.sessions-ended',
  Type.Object({ personId: IdOf('person'), sessionId: Nullable(IdOf('session')) }),
)
