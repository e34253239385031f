import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'

/** Whoever answered about this case once, by mail, page or voice, is not asked again: its timeline says so. */
export const isSurveyAnswered = async (db: Db, caseId: Id<'case'>): Promise<boolean> =>
  (
    await sql<{ answered: boolean }>`
      select exists (select from timeline where case_id = ${caseId} and kind = 'survey' and body ->> 'score' is not null)
        or exists (select from voice_surveys where case_id = ${caseId} and score is not null) as answered`.execute(
      db,
    )
  ).rows[0]!.answered

/** A caller whose case has its answer already is not asked after this call. */
export async function askSurveyOnce(
  { db, telephony }: Pick<Deps, 'db' | 'telephony'>,
  { callId, caseId }: { callId: Id<'call'>; caseId: Id<'case'> | null },
): Promise<void> {
  if (!caseId || !(await isSurveyAnswered(db, caseId))) return
  const call = await db
    .selectFrom('calls')
    .select('callRef')
    .where('id', '=', callId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (!call) return
  const commandId = `survey-once-${callId}-${caseId}`
  await telephony.order({ do: 'survey-after', commandId, callRef: call.callRef, isOn: false })
}
