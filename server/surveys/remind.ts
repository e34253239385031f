import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { surveyReminderDue } from './events.ts'
import { REMINDED_AFTER_WORKING_DAYS } from './rules.ts'
import { workingDays } from './working-days.ts'

const MOST_AT_ONCE = 500
/** No three working days are over in less, so younger surveys need not be looked at. */
const SOONEST_MS = 2 * 24 * 60 * 60 * 1000

/**
 * Has those reminded, once each, who were asked three working days ago and have not answered. Not while the case is
 * being worked on again, and not those who left no address.
 */
export async function remindSurveys({ db, now }: Pick<Deps, 'db' | 'now'>) {
  const at = now()
  const after = await workingDays(db)
  const candidates = await db
    .selectFrom('surveys')
    .innerJoin('cases', 'cases.id', 'surveys.caseId')
    .select(['surveys.id', 'surveys.caseId', 'surveys.invitedAt'])
    .where('surveys.answeredAt', 'is', null)
    .where('surveys.remindedAt', 'is', null)
    .where('surveys.invitedAt', '<=', new Date(+at - SOONEST_MS))
    .where('surveys.expiresAt', '>', at)
    .where('cases.status', 'in', ['answered', 'closed'])
    .where('cases.requesterEmail', 'is not', null)
    .orderBy('surveys.invitedAt')
    .limit(MOST_AT_ONCE)
    .execute()
  const due = candidates.filter(({ invitedAt }) => after(invitedAt, REMINDED_AFTER_WORKING_DAYS) <= at)
  for (const { id, caseId } of due)
    await transact(db, async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('surveys')
        .set({ remindedAt: at })
        .where('id', '=', id)
        .where('answeredAt', 'is', null)
        .where('remindedAt', 'is', null)
        .executeTakeFirstOrThrow()
      if (numUpdatedRows > 0n) await emit(trx, surveyReminderDue, { surveyId: id, caseId })
    })
}
