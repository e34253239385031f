import { surveyLink, surveyTokenOf } from '../cases/links.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'

/** Where the requester says how it went; null once they have said so: one answer per case. */
export async function openSurveyLink(
  { db, secrets, publicUrl }: Pick<Deps, 'db' | 'secrets' | 'publicUrl'>,
  caseId: Id<'case'>,
): Promise<string | null> {
  const answered = await db
    .selectFrom('timeline')
    .select('seq')
    .where('caseId', '=', caseId)
    .where('kind', '=', 'survey')
    .limit(1)
    .executeTakeFirst()
  return answered ? null : surveyLink(publicUrl, surveyTokenOf(secrets, caseId))
}
