import { sweepCallbacks } from './calls/acd/dial-callback.ts'
import { informWaiting } from './calls/acd/inform.ts'
import { sweepCalls } from './calls/acd/sweep.ts'
import { forgetOldCalls } from './calls/books/forget-old.ts'
import { keepCallBooks } from './calls/books/reconcile-day.ts'
import { sweepRegistrations } from './calls/desk/registration.ts'
import { sweepFollowed } from './calls/follow/sweep.ts'
import { deleteDue } from './calls/media/delete-recording.ts'
import { storeWaitingFaxes } from './calls/media/store-fax.ts'
import { storeWaiting } from './calls/media/store-recording.ts'
import { sendPlan, sendPlanAgain } from './calls/plan/keep.ts'
import { chaseHandOvers } from './cases/chase-hand-overs.ts'
import { closeSilent } from './cases/close-silent.ts'
import { countAgain } from './cases/counters.ts'
import { forgetKeys } from './cases/forget-keys.ts'
import { sendDueReplies } from './cases/pending/send-due.ts'
import { forgetImports } from './directory/import/forget.ts'
import { workOffImports } from './directory/import/work/work.ts'
import { readFolder } from './documents/folder/read-folder.ts'
import { removeDropped, scanHeld } from './files/held-files.ts'
import { removeUnclaimed } from './files/remove-unclaimed.ts'
import { removeOldSessions, sweepSessions } from './identity/sweep-sessions.ts'
import { tellOverdue } from './knowledge/editing/keeping.ts'
import { workOffKnowledgeImports } from './knowledge/import/kind.ts'
import { makeDueLive } from './knowledge/live.ts'
import { announceAgain } from './mail-in/transport/announce-again.ts'
import { keepBooks } from './mail-in/transport/keep-books.ts'
import { tellEditors } from './notifications/knowledge/tell-editors.ts'
import { tellReviewers } from './notifications/knowledge/tell-reviewers.ts'
import { sendDueMails } from './notifications/send-due-mails.ts'
import { every } from './platform/queue/schedule.ts'
import { sweepDesks } from './routing/desk-gone.ts'
import { sweepOffers } from './routing/expire-offer.ts'
import { askForComparison } from './search/keeping/compare-nightly.ts'
import { countChangedTerms } from './search/keeping/count-terms.ts'
import { remindSurveys } from './surveys/remind.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** What happens by the clock. Each looks at the truth and may run twice. */
export const schedules = [
  every(5 * SECOND, 'routing.sweep-offers', sweepOffers),
  every(5 * SECOND, 'routing.sweep-desks', sweepDesks),
  every(5 * SECOND, 'calls.sweep', sweepCalls),
  every(30 * SECOND, 'calls.sweep-followed', sweepFollowed),
  every(5 * SECOND, 'calls.sweep-callbacks', sweepCallbacks),
  every(5 * SECOND, 'calls.inform-waiting', informWaiting),
  every(MINUTE, 'calls.sweep-registrations', sweepRegistrations),
  every(5 * SECOND, 'cases.send-due-replies', sendDueReplies),
  every(5 * SECOND, 'directory.work-off-imports-again', workOffImports),
  every(5 * SECOND, 'knowledge.work-off-imports-again', workOffKnowledgeImports),
  every(10 * SECOND, 'cases.count-again', countAgain),
  every(15 * SECOND, 'notifications.send-due-mails', sendDueMails),
  every(MINUTE, 'calls.send-changed-plan', (deps) => sendPlan(deps)),
  every(10 * MINUTE, 'calls.send-plan-again', sendPlanAgain),
  every(MINUTE, 'cases.chase-hand-overs', chaseHandOvers),
  every(MINUTE, 'mail-in.keep-books', keepBooks),
  every(MINUTE, 'mail-in.announce-again', announceAgain),
  every(MINUTE, 'calls.store-recordings-again', storeWaiting),
  every(MINUTE, 'calls.store-faxes-again', storeWaitingFaxes),
  every(60 * MINUTE, 'calls.keep-books', keepCallBooks),
  every(60 * MINUTE, 'calls.delete-old-recordings', deleteDue),
  every(60 * MINUTE, 'calls.forget-old', forgetOldCalls),
  every(MINUTE, 'identity.sweep-sessions', sweepSessions),
  every(MINUTE, 'knowledge.make-due-live', makeDueLive),
  every(10 * MINUTE, 'knowledge.tell-overdue', tellOverdue),
  every(3 * MINUTE, 'search.count-terms', countChangedTerms),
  every(10 * MINUTE, 'search.ask-for-comparison', askForComparison),
  every(5 * MINUTE, 'notifications.tell-reviewers', tellReviewers),
  every(10 * MINUTE, 'notifications.tell-editors', tellEditors),
  every(15 * SECOND, 'documents.read-folder', readFolder),
  every(MINUTE, 'files.scan-held', scanHeld),
  every(10 * MINUTE, 'surveys.remind', remindSurveys),
  every(10 * MINUTE, 'cases.close-silent', closeSilent),
  every(60 * MINUTE, 'files.remove-unclaimed', removeUnclaimed),
  every(60 * MINUTE, 'files.remove-dropped', removeDropped),
  every(60 * MINUTE, 'directory.forget-imports', forgetImports),
  every(60 * MINUTE, 'cases.forget-keys', forgetKeys),
  every(60 * MINUTE, 'identity.remove-old-sessions', removeOldSessions),
]
