import {
  askHowItWent,
  type CaseFacts,
  caseFacts,
  closing,
  greeting,
  moment,
  progress,
  subjectOf,
} from './common.ts'
import { write } from './letter.ts'

/**
 * "Your case is closed", when no reply told them so.
 *
 * @param byRequester whether they closed it themselves, by saying that it is solved
 * @param surveyUrl when they are asked how it went; null when they were before
 */
export function caseClosedNotice(
  facts: CaseFacts,
  { closedAt, byRequester, surveyUrl }: { closedAt: Date; byRequester: boolean; surveyUrl: string | null },
) {
  const english = facts.language === 'en'
  return write(facts.language, subjectOf(facts), [
    greeting(facts),
    { kind: 'paragraph', text: WHAT[byRequester ? 'solved' : 'closed'][facts.language] },
    {
      kind: 'facts',
      rows: [...caseFacts(facts), [english ? 'Closed' : '結案時間', moment(facts.language, closedAt)]],
    },
    {
      kind: 'paragraph',
      text: english
        ? 'What happens next: there is nothing for you to do. If the question is not solved after all, please ask for the case to be reopened under the link below.'
        : '接下來：您不需要做任何事；若問題仍未解決，請由下方連結要求重新處理。',
    },
    progress(facts),
    ...(surveyUrl === null ? [] : [askHowItWent(facts.language, surveyUrl)]),
    ...closing(facts),
  ])
}

const WHAT = {
  solved: {
    'zh-TW': '謝謝您確認問題已經解決，您的案件已結案。',
    en: 'Thank you for telling us that it is solved. Your case is closed.',
  },
  closed: {
    'zh-TW': '您的案件先前已有回覆，現已結案。',
    en: 'Your case, which we answered earlier, is now closed.',
  },
}
