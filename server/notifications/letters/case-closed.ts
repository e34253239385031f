import { type CaseFacts, caseFacts, closing, greeting, moment, progress, subjectOf } from './common.ts'
import { write } from './letter.ts'

/** "Your case is closed", when no reply told them so. */
export function caseClosedNotice(facts: CaseFacts, { closedAt }: { closedAt: Date }) {
  const english = facts.language === 'en'
  return write(facts.language, subjectOf(facts), [
    greeting(facts),
    {
      kind: 'paragraph',
      text: english
        ? 'Your case, which we answered earlier, is now closed.'
        : '您的案件先前已有回覆，現已結案。',
    },
    {
      kind: 'facts',
      rows: [...caseFacts(facts), [english ? 'Closed' : '結案時間', moment(facts.language, closedAt)]],
    },
    {
      kind: 'paragraph',
      text: english
        ? 'What happens next: there is nothing for you to do. If the question is not solved, please ask for the case to be reopened under the link below.'
        : '接下來：您不需要做任何事；若問題仍未解決，請由下方連結要求重新處理。',
    },
    progress(facts),
    ...closing(facts),
  ])
}
