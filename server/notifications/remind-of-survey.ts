import { transact } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'
import { type Writer, writableCase } from './case-facts.ts'
import { surveyReminder } from './letters/survey-reminder.ts'
import { queueMail } from './queue-mail.ts'
import { openSurveyLink } from './survey-link.ts'

/** Writes the one reminder of a survey that nobody has answered; once per case. */
export async function remindOfSurvey(deps: Writer, { caseId }: { caseId: Id<'case'> }) {
  const found = await writableCase(deps, caseId)
  const surveyUrl = await openSurveyLink(deps, caseId)
  if (!found || !surveyUrl) return
  const { facts, to, sender } = found
  const letter = surveyReminder(facts, { surveyUrl })
  await transact(deps.db, (trx) =>
    queueMail(trx, deps, {
      dedupeKey: `survey-reminder:${caseId}`,
      kind: 'reminder',
      caseId,
      to,
      sender,
      letter,
    }),
  )
}
