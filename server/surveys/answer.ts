import { appendEntry } from '../cases/change.ts'
import { caseOfSurveyToken } from '../cases/links.ts'
import { type Db, type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { cleanText } from '../platform/zh/text.ts'
import { openCallBack } from './call-back.ts'
import { surveyAnswered } from './events.ts'
import { inviteToSurvey } from './invite.ts'
import { expiryOf, isDissatisfied } from './rules.ts'

/**
 * What the page behind a survey's link shows.
 *
 * @throws Refusal 'not-found' `survey-not-found`: not a link of ours, or of a case without an answer
 * @throws Refusal 'gone' `survey-not-found`: not answered in time
 */
export async function readSurvey({ db, secrets, now }: Pick<Deps, 'db' | 'secrets' | 'now'>, token: string) {
  const caseId = caseBehind(secrets, token)
  const found = await db
    .selectFrom('cases')
    .leftJoin('surveys', 'surveys.caseId', 'cases.id')
    .select(['cases.number as caseNumber', 'cases.title', 'cases.answeredAt as caseAnsweredAt'])
    .select(['surveys.answeredAt', 'surveys.expiresAt', 'surveys.score'])
    .where('cases.id', '=', caseId)
    .executeTakeFirst()
  // The link can be faster than the reaction that opens the survey.
  const expiresAt = found?.expiresAt ?? (found?.caseAnsweredAt && expiryOf(found.caseAnsweredAt))
  if (!found || !expiresAt) throw notFound()
  demandUsable({ answeredAt: found.answeredAt, expiresAt }, now())
  const { caseNumber, title, score } = found
  return { caseNumber, title, score, answered: found.answeredAt !== null }
}

/**
 * Records what the requester thinks: on the survey and in the case's history, once. Dissatisfied, it opens a call-back.
 *
 * @param by who was signed in, if anybody, and from where
 * @throws Refusal 'not-found' `survey-not-found`, 'gone' `survey-not-found` (too late)
 * @throws Refusal 'conflict' `survey-already-answered`; the first answer stays
 */
export async function answerSurvey(
  { db, secrets, now }: Pick<Deps, 'db' | 'secrets' | 'now'>,
  token: string,
  given: { score: number; comment?: string },
  by: { actorId: Id<'person'> | null; origin: string },
) {
  const caseId = caseBehind(secrets, token)
  const { score } = given
  const comment = cleanText(given.comment ?? '').trim() || null
  return transact(db, async (trx) => {
    const at = now()
    const survey = await lockSurvey(trx, caseId, now)
    if (survey.answeredAt) throw new Refusal('conflict', 'survey-already-answered')
    demandUsable(survey, at)
    await trx
      .updateTable('surveys')
      .set({ score, comment, answeredAt: at })
      .where('id', '=', survey.id)
      .execute()
    const callsBack = isDissatisfied(score)
    if (callsBack) await openCallBack(trx, { surveyId: survey.id, caseId, at })
    await appendEntry(trx, caseId, {
      kind: 'survey',
      ...by,
      at,
      body: { score, ...(comment && { text: comment }), ...(callsBack && { to: 'call-back' }) },
    })
    await emit(trx, surveyAnswered, { surveyId: survey.id, caseId, score })
    return { caseNumber: survey.caseNumber, score }
  })
}

function caseBehind(secrets: Deps['secrets'], token: string) {
  const caseId = caseOfSurveyToken(secrets, token)
  if (!caseId) throw notFound()
  return caseId
}

/** Nobody else answers it until the transaction ends. */
async function lockSurvey(trx: Trx, caseId: Id<'case'>, now: () => Date) {
  const known = await lockIfThere(trx, caseId)
  if (known) return known
  const answered = await trx
    .selectFrom('cases')
    .select('ownerId')
    .where('id', '=', caseId)
    .where('answeredAt', 'is not', null)
    .executeTakeFirst()
  if (!answered) throw notFound()
  await inviteToSurvey({ db: trx, now }, { caseId, agentId: answered.ownerId })
  const opened = await lockIfThere(trx, caseId)
  if (!opened) throw notFound()
  return opened
}

const lockIfThere = (db: Db, caseId: Id<'case'>) =>
  db
    .selectFrom('surveys')
    .innerJoin('cases', 'cases.id', 'surveys.caseId')
    .select(['surveys.id', 'surveys.answeredAt', 'surveys.expiresAt', 'cases.number as caseNumber'])
    .where('surveys.caseId', '=', caseId)
    .forUpdate('surveys')
    .executeTakeFirst()

function demandUsable({ answeredAt, expiresAt }: { answeredAt: Date | null; expiresAt: Date }, at: Date) {
  if (!answeredAt && expiresAt <= at) throw new Refusal('gone', 'survey-not-found')
}

const notFound = () => new Refusal('not-found', 'survey-not-found')
