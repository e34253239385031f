import type { Role } from '../identity/api.ts'
import type { Id } from '../platform/values.ts'

export interface SurveyTables {
  surveys: {
    id: Id<'survey'>
    caseId: Id<'case'>
    agentId: Id<'person'> | null
    systemId: number
    invitedAt: Date
    remindedAt: Date | null
    answeredAt: Date | null
    expiresAt: Date
    score: number | null
    comment: string | null
  }
  callBacks: {
    id: Id<'call-back'>
    surveyId: Id<'survey'>
    caseId: Id<'case'>
    roleId: Role
    openedAt: Date
    dueAt: Date
    doneAt: Date | null
    doneBy: Id<'person'> | null
    cause: string | null
    remedy: string | null
  }
}
