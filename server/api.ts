import type { CallHints, callsApi } from './calls/api.ts'
import type { callBoardApi } from './calls/board/api.ts'
import type { callBooksApi } from './calls/books/api.ts'
import type { callLogApi } from './calls/log/api.ts'
import type { callMediaApi } from './calls/media/api.ts'
import type { callSettingsApi } from './calls/plan/api.ts'
import type { CaseHints, casesApi } from './cases/api.ts'
import type { DemoTelephoneHints, demoTelephoneApi } from './demonstration/telephone/api.ts'
import type { directoryApi } from './directory/api.ts'
import type { ImportHints, importsApi } from './directory/import/api.ts'
import type { documentsApi } from './documents/api.ts'
import type { filesApi } from './files/api.ts'
import type { identityApi } from './identity/api.ts'
import type { intakeApi } from './intake/api.ts'
import type { KnowledgeHints, knowledgeApi, publicKnowledgeApi } from './knowledge/api.ts'
import type { knowledgeAtCaseApi } from './knowledge/at-case/api.ts'
import type { knowledgeEditingApi } from './knowledge/editing/api.ts'
import type { knowledgeFeedbackApi } from './knowledge/editing/feedback-api.ts'
import type { knowledgeImportsApi } from './knowledge/import/api.ts'
import type { caseLinksApi, MailInHints, receivedMailsApi } from './mail-in/api.ts'
import type { mailboxesApi } from './mail-in/transport/api.ts'
import type { MailHints, notificationsApi } from './notifications/api.ts'
import type { Input, Reply } from './platform/http/contract.ts'
import type { RoutingHints, routingApi } from './routing/api.ts'
import type { searchApi } from './search/api.ts'
import type { searchIndexApi } from './search/keeping/api.ts'
import type { surveysApi } from './surveys/api.ts'

/** Everything a client may call. Types only: the client imports nothing else from the server. */
export type Api = typeof directoryApi &
  typeof importsApi &
  typeof knowledgeImportsApi &
  typeof identityApi &
  typeof casesApi &
  typeof intakeApi &
  typeof callsApi &
  typeof callLogApi &
  typeof callBooksApi &
  typeof callBoardApi &
  typeof callSettingsApi &
  typeof callMediaApi &
  typeof demoTelephoneApi &
  typeof mailboxesApi &
  typeof receivedMailsApi &
  typeof caseLinksApi &
  typeof filesApi &
  typeof documentsApi &
  typeof routingApi &
  typeof surveysApi &
  typeof notificationsApi &
  typeof knowledgeApi &
  typeof publicKnowledgeApi &
  typeof knowledgeEditingApi &
  typeof knowledgeFeedbackApi &
  typeof knowledgeAtCaseApi &
  typeof searchApi &
  typeof searchIndexApi

/** Server → open pages. `eventId` lets a page ignore what it has heard before. */
export type Hints = CallHints &
  DemoTelephoneHints &
  CaseHints &
  RoutingHints &
  MailHints &
  MailInHints &
  ImportHints &
  KnowledgeHints & { 'session.ended': Record<string, never> }
export type Hint<E extends keyof Hints> = Hints[E] & { eventId: string }

/** Page → server, acknowledged: what the page is looking at, so that others see it. */
export type Watching = {
  'case.watch': (caseId: string, told: (viewers: { id: string; name: string }[]) => void) => void
  'case.leave': (caseId: string) => void
}

export type { CallAction, DeskPhone, TransferTarget } from './calls/api.ts'
export type { CallBoard, CallInterval } from './calls/board/api.ts'
export type { Recording } from './calls/media/api.ts'
export type { CallSettings } from './calls/plan/api.ts'
export type { CallRow, DeskCall, WrapUp } from './calls/shapes.ts'
export type { Counters, View } from './cases/api.ts'
export type { Case, CaseRow, CaseStatus, Channel, Entry, PendingReply } from './cases/shapes.ts'
export type { SimulatedCall, SimulatedDeskPhone } from './demonstration/telephone/api.ts'
export type { Contact, Proficiency, System } from './directory/api.ts'
export type { Import, ImportSummary } from './directory/import/api.ts'
export type { OfficialDocument } from './documents/api.ts'
export type { HeldFile } from './files/api.ts'
export type { Account, Role, Session } from './identity/api.ts'
export type { PortalCase, Receipt } from './intake/api.ts'
export type {
  Content,
  EditedEntry,
  EntryRow,
  ReadEntry,
  VersionRow,
  WrittenVersion,
} from './knowledge/shapes.ts'
export type { MailContent, ReceivedMail } from './mail-in/api.ts'
export type { Mailbox } from './mail-in/transport/api.ts'
export type { LetterPlan, OutgoingMail } from './notifications/api.ts'
export type { Agent, Board, Offer, Presence, QueueState } from './routing/api.ts'
export type { Found, Hit } from './search/api.ts'
export type { CallBack } from './surveys/api.ts'
export type { Input, Reply }
