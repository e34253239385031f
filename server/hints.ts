import { agentEngaged, callbackDue, callChanged, callOffered } from './calls/events.ts'
import { caseChanged, handOverOffered, replyPending, replyReturned } from './cases/events.ts'
import { sessionsEnded } from './identity/events.ts'
import { entryEdited, entryPublished, entryWithdrawn, reviewOverdue } from './knowledge/events.ts'
import { mailDecided } from './mail-in/events.ts'
import { mailFailed, mailSent } from './notifications/events.ts'
import { tell } from './platform/live/hint.ts'
import { boardChanged, offerEnded, offerMade } from './routing/events.ts'

/** Who hears what at once, by event. Hints carry ids; the page asks for the truth. */
export const hints = [
  tell(caseChanged, ({ caseId, version, queueId, ownerId, formerOwnerId, requesterId }) => [
    {
      // Those whose case it is and those who have it open; everybody else's lists hear that counts have changed.
      rooms: [
        `case:${caseId}`,
        ...[ownerId, formerOwnerId, requesterId].flatMap((id) => (id ? [`person:${id}` as const] : [])),
      ],
      event: 'case.changed',
      data: { caseId, version, queueId, ownerId },
    },
  ]),
  tell(handOverOffered, ({ caseId, toId, version }) => [
    {
      rooms: [`person:${toId}`],
      event: 'case.changed',
      data: { caseId, version, queueId: 0, ownerId: null },
    },
  ]),
  tell(replyPending, ({ caseId, authorId }) => [
    { rooms: [`case:${caseId}`, `person:${authorId}`], event: 'reply.pending', data: { caseId } },
  ]),
  tell(replyReturned, ({ caseId, authorId, code }) => [
    { rooms: [`case:${caseId}`, `person:${authorId}`], event: 'reply.returned', data: { caseId, code } },
  ]),
  tell(offerMade, (offer) => [{ rooms: [`person:${offer.agentId}`], event: 'offer.made', data: offer }]),
  tell(offerMade, () => [{ rooms: ['board'], event: 'board.changed', data: {} }]),
  tell(offerEnded, (offer) => [{ rooms: [`person:${offer.agentId}`], event: 'offer.ended', data: offer }]),
  tell(offerEnded, () => [{ rooms: ['board'], event: 'board.changed', data: {} }]),
  tell(boardChanged, ({ agentId }) => [
    {
      rooms: ['board', ...(agentId ? [`person:${agentId}` as const] : [])],
      event: 'board.changed',
      data: {},
    },
  ]),
  // To the agent who rings, and nobody else.
  tell(callOffered, ({ callId, offerId, agentId }) => [
    { rooms: [`person:${agentId}`], event: 'call.ringing', data: { callId, offerId, agentId } },
  ]),
  tell(agentEngaged, ({ agentId }) => [
    { rooms: [`person:${agentId}`], event: 'desk.phone-changed', data: { agentId } },
  ]),
  tell(callChanged, ({ callId, caseId, agentIds }) => [
    {
      rooms: [
        'board',
        ...(caseId ? [`case:${caseId}` as const] : []),
        ...agentIds.map((id) => `person:${id}` as const),
      ],
      event: 'call.changed',
      data: { callId, caseId },
    },
  ]),
  tell(callChanged, ({ agentIds }) =>
    agentIds.map((agentId) => ({
      rooms: [`person:${agentId}` as const],
      event: 'desk.phone-changed' as const,
      data: { agentId },
    })),
  ),
  tell(callbackDue, () => [{ rooms: ['staff'], event: 'callbacks.changed', data: {} }]),
  tell(mailDecided, (mail) => [{ rooms: ['staff'], event: 'received-mail.decided', data: mail }]),
  tell(mailSent, (mail) => [
    { rooms: mail.caseId ? [`case:${mail.caseId}`] : [], event: 'mail.sent', data: mail },
  ]),
  tell(mailFailed, (mail) => [{ rooms: ['staff'], event: 'mail.failed', data: mail }]),
  ...[entryEdited, entryPublished, entryWithdrawn, reviewOverdue].map((event) =>
    tell(event, ({ entryId }) => [{ rooms: ['editors'], event: 'knowledge.changed', data: { entryId } }]),
  ),
  tell(sessionsEnded, ({ personId, sessionId }) => [
    { rooms: [sessionId ? `session:${sessionId}` : `person:${personId}`], event: 'session.ended', data: {} },
  ]),
]
