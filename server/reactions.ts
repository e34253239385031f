import { keepAgentTimes } from './calls/acd/agent-times.ts'
import { followCallback } from './calls/acd/dial-callback.ts'
import { informCaller } from './calls/acd/inform.ts'
import { expireCallOfferLater, ringAgent } from './calls/acd/ring-agent.ts'
import { routeAgentToCall } from './calls/acd/route-agent-to-call.ts'
import { routeCall, routeWaitingCalls } from './calls/acd/route-call.ts'
import { endWrapUpLater } from './calls/acd/wrap-up.ts'
import { endRegistrations, letRegisterAgain } from './calls/desk/registration.ts'
import { askSurveyOnce } from './calls/desk/survey-once.ts'
import {
  agentEngaged,
  callAnswered,
  callbackDue,
  callOffered,
  callWaiting,
  exchangeChanged,
  faxReceived,
  planChanged,
  recordingReady,
  voiceSurveyAnswered,
} from './calls/events.ts'
import { speakChanged } from './calls/media/prompts.ts'
import { storeFax } from './calls/media/store-fax.ts'
import { storeRecording } from './calls/media/store-recording.ts'
import { sendPlan } from './calls/plan/keep.ts'
import {
  caseAnswered,
  caseClosed,
  caseOpened,
  caseQueued,
  caseReplied,
  caseUnqueued,
  ownerFreed,
  replyPending,
} from './cases/events.ts'
import { followOffices, returnOffices } from './cases/follow-offices.ts'
import { sendLater } from './cases/pending/send-due.ts'
import { importDue, officesChanged, officesRestored } from './directory/import/events.ts'
import { workOffImports } from './directory/import/work/work.ts'
import { hints } from './hints.ts'
import { endSockets } from './identity/end-sockets.ts'
import { sessionsEnded } from './identity/events.ts'
import { readmitLeavers, suspendLeavers } from './identity/suspend-leavers.ts'
import { entryPublished, reviewDone, reviewOverdue } from './knowledge/events.ts'
import { workOffKnowledgeImports } from './knowledge/import/kind.ts'
import { mailBounced, mailRefused, mailStored } from './mail-in/events.ts'
import { receiveMail } from './mail-in/receive/receive-mail.ts'
import { acknowledge } from './notifications/acknowledge.ts'
import { mailQueued } from './notifications/events.ts'
import { tellOwner } from './notifications/knowledge/tell-owner.ts'
import { tellLive, tellReturned } from './notifications/knowledge/tell-writers.ts'
import { mailReply } from './notifications/mail-reply.ts'
import { noteBounce } from './notifications/mark-bounced.ts'
import { noticeOfClosing } from './notifications/notice-of-closing.ts'
import { noticeOfRefusal } from './notifications/notice-of-refusal.ts'
import { remindOfSurvey } from './notifications/remind-of-survey.ts'
import { sendMail } from './notifications/send-mail.ts'
import { tellSubscribers } from './notifications/tell-subscribers.ts'
import { when } from './platform/events/reaction.ts'
import { sendHints } from './platform/live/hint.ts'
import { agentAvailable, boardChanged, offerEnded, offerMade, queueResumed } from './routing/events.ts'
import { expireLater } from './routing/expire-offer.ts'
import { routeAgent } from './routing/route-agent.ts'
import { routeCase } from './routing/route-case.ts'
import { routeQueue } from './routing/route-queue.ts'
import { withdrawOffers } from './routing/withdraw-offers.ts'
import { answerByVoice } from './surveys/answer-by-voice.ts'
import { surveyReminderDue } from './surveys/events.ts'
import { inviteToSurvey } from './surveys/invite.ts'

/** Hints go out right after the commit; once more from here, should the process have died in between. */
const toldAgain = [...new Set(hints.map((hint) => hint.event))].map((event) =>
  when(event, `live.tell-${event.name}`, async ({ live }, payload, id = '') =>
    sendHints(live, hints, { id, name: event.name, payload }),
  ),
)

/** What follows from what: the whole choreography of the product. */
export const reactions = [
  ...toldAgain,
  when(caseOpened, 'routing.route-case', routeCase),
  when(caseOpened, 'notifications.acknowledge', acknowledge),
  when(caseQueued, 'routing.route-queued-case', routeCase),
  when(caseUnqueued, 'routing.withdraw-offers', withdrawOffers),
  when(ownerFreed, 'routing.fill-freed-agent', routeAgent),
  when(caseReplied, 'notifications.mail-reply', mailReply),
  when(replyPending, 'cases.send-later', sendLater),
  when(caseAnswered, 'surveys.invite', inviteToSurvey),
  when(caseClosed, 'notifications.notice-of-closing', noticeOfClosing),
  when(surveyReminderDue, 'notifications.remind-of-survey', remindOfSurvey),
  when(offerMade, 'routing.expire-later', expireLater),
  when(offerEnded, 'routing.route-again', routeCase),
  // Whoever waits on the telephone comes before what waits in writing.
  when(agentAvailable, 'routing.fill-agent', async (deps, agent) => {
    await routeAgentToCall(deps, agent)
    await routeAgent(deps, agent)
  }),
  when(queueResumed, 'routing.route-queue', routeQueue),
  when(queueResumed, 'calls.route-waiting', routeWaitingCalls),
  when(boardChanged, 'calls.keep-agent-times', keepAgentTimes),
  when(callWaiting, 'calls.route', routeCall),
  when(callWaiting, 'calls.inform', informCaller),
  when(callOffered, 'calls.ring-agent', ringAgent),
  when(callOffered, 'calls.expire-offer-later', expireCallOfferLater),
  when(agentEngaged, 'calls.end-wrap-up-later', endWrapUpLater),
  when(callbackDue, 'calls.follow-callback', followCallback),
  when(callAnswered, 'calls.ask-survey-once', askSurveyOnce),
  when(exchangeChanged, 'calls.let-register-again', letRegisterAgain),
  when(sessionsEnded, 'calls.end-registrations', endRegistrations),
  when(entryPublished, 'notifications.tell-subscribers', tellSubscribers),
  when(entryPublished, 'notifications.tell-writers', tellLive),
  when(reviewDone, 'notifications.tell-returned', tellReturned),
  when(reviewOverdue, 'notifications.tell-owner', tellOwner),
  when(mailQueued, 'notifications.send-mail', sendMail),
  when(mailStored, 'mail-in.receive', receiveMail),
  when(mailRefused, 'notifications.notice-of-refusal', noticeOfRefusal),
  when(mailBounced, 'notifications.note-bounce', noteBounce),
  when(planChanged, 'calls.send-plan', (deps) => sendPlan(deps)),
  when(sessionsEnded, 'identity.end-sockets', endSockets),
  when(recordingReady, 'calls.store-recording', storeRecording),
  when(faxReceived, 'calls.store-fax', storeFax),
  when(planChanged, 'calls.speak-changed', speakChanged),
  when(voiceSurveyAnswered, 'surveys.answer-by-voice', answerByVoice),
  when(importDue, 'directory.work-off-imports', workOffImports),
  when(importDue, 'knowledge.work-off-imports', workOffKnowledgeImports),
  when(officesChanged, 'cases.follow-offices', followOffices),
  when(officesChanged, 'identity.suspend-leavers', suspendLeavers),
  when(officesRestored, 'cases.return-offices', returnOffices),
  when(officesRestored, 'identity.readmit-leavers', readmitLeavers),
]
