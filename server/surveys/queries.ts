import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'
import { SATISFIED_FROM, sharesOf, sinceWhen } from './rules.ts'

/** How a case's survey stands: none until the case is answered, then sent, then answered. */
export async function surveyStateOf(db: Db, caseId: Id<'case'>) {
  const survey = await db
    .selectFrom('surveys')
    .select(['score', 'comment', 'invitedAt', 'answeredAt'])
    .where('caseId', '=', caseId)
    .executeTakeFirst()
  if (!survey)
    return { state: 'none' as const, score: null, comment: null, invitedAt: null, answeredAt: null }
  return { state: survey.answeredAt ? ('answered' as const) : ('sent' as const), ...survey }
}

/** Satisfaction with its sample size and response rate. */
export async function readSummary(db: Db, at: Date) {
  const counts = await db
    .selectFrom('surveys')
    .select((e) => e.fn.countAll<number>().as('invited'))
    .select(sql<number>`count(score)`.as('answered'))
    .select(sql<number>`count(*) filter (where score >= ${SATISFIED_FROM})`.as('satisfied'))
    .where('invitedAt', '>', sinceWhen(at))
    .executeTakeFirstOrThrow()
  return { ...counts, ...sharesOf(counts) }
}
