import { Type } from 'typebox'
import { eventOf } from '../platform/events/event.ts'
import { IdOf } from '../platform/values.ts'

export const surveyAnswered = eventOf(
  'survey.answered',
  Type.Object({ surveyId: IdOf('survey'), caseId: IdOf('case'), score: Type.Integer() }),
)
export const callBackOpened = eventOf(
  'survey.call-back-opened',
  Type.Object({ callBackId: IdOf('call-back'), caseId: IdOf('case') }),
)
/** Nobody has answered for some days: the requester is reminded, this one time. */
export const surveyReminderDue = eventOf(
  'survey.reminder-due',
  Type.Object({ surveyId: IdOf('survey'), caseId: IdOf('case') }),
)
