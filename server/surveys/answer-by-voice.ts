import { appendEntry } from '../cases/change.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { type Id, newId } from '../platform/values.ts'
import { openCallBack } from './call-back.ts'
import { surveyAnswered } from './events.ts'
import { expiryOf, isDissatisfied } from './rules.ts'

type Answer = {
  callId: Id<'call'>
  caseId: Id<'case'>
  agentId: Id<'person'> | null
  consent: boolean
  score: number | null
}

/**
 * Records what a caller said after the talk. A score is the case's survey: who has given one by telephone is not asked
 * again by mail, and who had answered by mail keeps that answer. That somebody did not want to be asked is written in
 * the case's history; they may still be asked with the answer by mail. Twice is harmless.
 */
export const answerByVoice = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { callId, caseId, agentId, consent, score }: Answer,
): Promise<void> =>
  transact(db, async (trx) => {
    const at = now()
    const origin = `call ${callId}`
    const { leadSystemId } = await trx
      .selectFrom('cases')
      .select('leadSystemId')
      .where('id', '=', caseId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const told = await trx
      .selectFrom('timeline')
      .select('id')
      .where('caseId', '=', caseId)
      .where('origin', '=', origin)
      .where('kind', 'in', ['survey', 'note'])
      .executeTakeFirst()
    if (told) return
    if (!consent || score === null) {
      const text = consent
        ? '來電者同意接受語音滿意度調查，但未按下分數。'
        : '來電者未同意接受語音滿意度調查。'
      await appendEntry(trx, caseId, { kind: 'note', actorId: null, origin, at, body: { text } })
      return
    }
    const answered = { agentId, answeredAt: at, score, comment: null }
    const survey = await trx
      .insertInto('surveys')
      .values({
        id: newId(),
        caseId,
        systemId: leadSystemId,
        invitedAt: at,
        expiresAt: expiryOf(at),
        remindedAt: null,
        ...answered,
      })
      .onConflict((conflict) =>
        conflict.column('caseId').doUpdateSet(answered).where('surveys.answeredAt', 'is', null),
      )
      .returning('id')
      .executeTakeFirst()
    if (!survey) return
    const callsBack = isDissatisfied(score)
    if (callsBack) await openCallBack(trx, { surveyId: survey.id, caseId, at })
    await appendEntry(trx, caseId, {
      kind: 'survey',
      actorId: null,
      origin,
      at,
      body: { score, ...(callsBack && { to: 'call-back' }) },
    })
    await emit(trx, surveyAnswered, { surveyId: survey.id, caseId, score })
  })
