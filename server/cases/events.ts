import { Type } from 'typebox'
import { eventOf } from '../platform/events/event.ts'
import { IdOf, Nullable } from '../platform/values.ts'

const CaseOnly = Type.Object({ caseId: IdOf('case') })

/** Emitted by the database function `accept_cases` itself. */
export const caseOpened = eventOf('case.opened', CaseOnly)

/** Emitted with every change of a case, whatever it was. */
export const caseChanged = eventOf(
  'case.changed',
  Type.Object({
    caseId: IdOf('case'),
    version: Type.Integer(),
    queueId: Type.Integer(),
    ownerId: Nullable(IdOf('person')),
    formerOwnerId: Nullable(IdOf('person')),
    requesterId: Nullable(IdOf('person')),
  }),
)

/** The case waits in a queue again (escalated, reassigned, reopened without owner) and needs an agent. */
export const caseQueued = eventOf('case.queued', CaseOnly)
/** A person has left the case (closed, handed over, waiting): their capacity may be free. */
export const ownerFreed = eventOf('case.owner-freed', Type.Object({ agentId: IdOf('person') }))
/** The case no longer needs anybody from the queue: an offer of it is withdrawn. */
export const caseUnqueued = eventOf('case.unqueued', CaseOnly)

export const caseReplied = eventOf(
  'case.replied',
  Type.Object({ caseId: IdOf('case'), entryId: IdOf('entry'), agentId: IdOf('person') }),
)
/** The reply answered the case (not merely a question back). */
export const caseAnswered = eventOf(
  'case.answered',
  Type.Object({ caseId: IdOf('case'), agentId: IdOf('person') }),
)
/** A reply waits to be sent; emitted with its row. */
export const replyPending = eventOf(
  'reply.pending',
  Type.Object({ replyId: IdOf('pending-reply'), caseId: IdOf('case'), authorId: IdOf('person') }),
)
/** A reply is a draft again: taken back, or not sent for the reason of that code. */
export const replyReturned = eventOf(
  'reply.returned',
  Type.Object({ caseId: IdOf('case'), authorId: IdOf('person'), code: Nullable(Type.String()) }),
)
export const caseClosed = eventOf('case.closed', CaseOnly)
export const requesterWrote = eventOf(
  'case.requester-wrote',
  Type.Object({ caseId: IdOf('case'), entryId: IdOf('entry') }),
)
export const handOverOffered = eventOf(
  'case.hand-over-offered',
  Type.Object({
    caseId: IdOf('case'),
    handOverId: IdOf('hand-over'),
    toId: IdOf('person'),
    version: Type.Integer(),
  }),
)
