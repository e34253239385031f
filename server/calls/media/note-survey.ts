import type { Envelope } from '../../../telephony-adapter/port.ts'
import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import { voiceSurveyAnswered } from '../events.ts'
import type { Call } from '../tables.ts'

/**
 * Writes down that a caller was asked after the talk, and what they said: once a call. It is about whoever talked last
 * and the case that the call then belonged to.
 */
export async function noteSurvey(
  trx: Trx,
  event: Envelope<'survey.asked' | 'survey.answered'>,
  { id: callId, caseId, agentId }: Pick<Call, 'id' | 'caseId' | 'agentId'>,
): Promise<void> {
  if (!caseId) return
  const at = new Date(event.occurredAt)
  await trx
    .insertInto('voiceSurveys')
    .values({ callId, caseId, agentId, askedAt: at, answeredAt: null, consent: null, score: null })
    .onConflict((known) => known.column('callId').doNothing())
    .execute()
  if (event.type === 'survey.asked') return
  const { consent } = event.data
  const score = consent ? event.data.score : null
  const answered = await trx
    .updateTable('voiceSurveys')
    .set({ answeredAt: at, consent, score })
    .where('callId', '=', callId)
    .where('answeredAt', 'is', null)
    .returning('caseId')
    .executeTakeFirst()
  if (answered)
    await emit(trx, voiceSurveyAnswered, { callId, caseId: answered.caseId, agentId, consent, score })
}
