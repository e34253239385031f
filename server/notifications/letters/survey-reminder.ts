import { type CaseFacts, caseFacts, closing, greeting, progress, subjectOf } from './common.ts'
import { write } from './letter.ts'

/** The one reminder of a survey that nobody has answered. */
export function surveyReminder(facts: CaseFacts, { surveyUrl }: { surveyUrl: string }) {
  const english = facts.language === 'en'
  return write(facts.language, subjectOf(facts), [
    greeting(facts),
    {
      kind: 'paragraph',
      text: english
        ? 'A few days ago we answered your case. How satisfied were you? Your answer tells us what to do better; if we let you down, a colleague will call you to find out why.'
        : '日前我們已回覆您的案件，想請您告訴我們這次服務是否讓您滿意。您的意見會用來改善服務；若您不滿意，將由專人與您聯繫，瞭解原因。',
    },
    {
      kind: 'link',
      label: english
        ? 'Answer the survey (one question, no sign-in):'
        : '填寫滿意度調查（約一分鐘，免登入）：',
      url: surveyUrl,
    },
    {
      kind: 'paragraph',
      text: english
        ? 'We remind you only once. If you would rather not answer, there is nothing to do.'
        : '這項調查只提醒這一次；若您不便填寫，不需要做任何事。',
    },
    progress(facts),
    { kind: 'facts', rows: caseFacts(facts) },
    ...closing(facts),
  ])
}
