import type { Deps } from '../platform/deps.ts'
import { type Id, newId } from '../platform/values.ts'
import { expiryOf } from './rules.ts'

/**
 * Opens the survey of an answered case: one for ever, however often the case is answered. Answered anew before
 * anybody has filled it in, the survey is about the new answer and can be used from then on for its full time.
 * Whether and how the requester gets the link is not decided here: it goes with the answer, and stands in the portal.
 */
export async function inviteToSurvey(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { caseId, agentId }: { caseId: Id<'case'>; agentId: Id<'person'> | null },
) {
  const { leadSystemId, answeredAt } = await db
    .selectFrom('cases')
    .select(['leadSystemId', 'answeredAt'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  const invitedAt = answeredAt ?? now()
  const about = { agentId, systemId: leadSystemId, invitedAt, expiresAt: expiryOf(invitedAt) }
  await db
    .insertInto('surveys')
    .values({
      id: newId(),
      caseId,
      ...about,
      remindedAt: null,
      answeredAt: null,
      score: null,
      comment: null,
    })
    .onConflict((conflict) =>
      conflict
        .column('caseId')
        .doUpdateSet(about)
        .where('surveys.answeredAt', 'is', null)
        .where('surveys.invitedAt', '<', invitedAt),
    )
    .execute()
}
