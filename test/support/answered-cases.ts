import { surveyTokenOf } from '../../server/cases/links.ts'
import type { Role } from '../../server/identity/api.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { answerSurvey } from '../../server/surveys/answer.ts'
import { inviteToSurvey } from '../../server/surveys/invite.ts'
import { employ } from './accounts.ts'
import { stoppedClock } from './clock.ts'
import { fileCase, lettersFrom, replyTo, SECRETS } from './mailed-cases.ts'

export const SOMEBODY = { actorId: null, origin: '203.0.113.9' }
// A Friday morning; the Monday after is an ordinary working day.
export const FRIDAY = '2026-11-20T02:00:00Z'

/** A case that an agent has just answered, and what its requester can do. */
export async function answeredCase(
  db: Db,
  { email }: { email?: string | null } = {},
  clock = stoppedClock(FRIDAY),
) {
  const deps = lettersFrom(db, clock.now)
  const { id: agentId } = await employ(db, { name: '陳怡君', roles: ['tier1-agent'] })
  const filed = await fileCase(db, { at: clock.now(), ...(email !== undefined && { email }) })
  await replyTo(db, filed.id, { at: clock.now(), agentId })
  const { id: caseId, number } = filed
  const token = surveyTokenOf(SECRETS, caseId)
  return {
    clock,
    deps,
    agentId,
    caseId,
    number,
    token,
    invite: () => inviteToSurvey(deps, { caseId, agentId }),
    answer: (score: number, comment?: string) =>
      answerSurvey(deps, token, { score, ...(comment !== undefined && { comment }) }, SOMEBODY),
  }
}

/** Somebody with these roles; what they may is not asked here. */
export const actorAs = async (db: Db, ...roles: Role[]) => {
  const { id, name } = await employ(db, { name: '品管人員', roles })
  return { id, name, roles, permissions: [], sessionId: newId<'session'>() }
}

/** What the timeline says of the survey and the call-back. */
export const surveyEntriesOf = (db: Db, caseId: Id<'case'>) =>
  db
    .selectFrom('timeline')
    .select(['kind', 'actorId', 'origin', 'body'])
    .where('caseId', '=', caseId)
    .where('kind', '=', 'survey')
    .orderBy('seq')
    .execute()
