import { type CaseFacts, caseFacts, closing, greeting, moment, progress, subjectOf } from './common.ts'
import { write } from './letter.ts'

/**
 * "We have your question": the receipt, by mail.
 *
 * @param responseDueAt by when somebody will be in touch; null when that has passed before this could be written
 */
export function acknowledgement(
  facts: CaseFacts,
  { openedAt, responseDueAt }: { openedAt: Date; responseDueAt: Date | null },
) {
  const { language, systemName, centre } = facts
  const english = language === 'en'
  const by = responseDueAt && moment(language, responseDueAt)
  return write(language, subjectOf(facts), [
    greeting(facts),
    {
      kind: 'paragraph',
      text: english
        ? `${centre.name} has received your question. Please keep this mail: you need the number and the code below to follow your case.`
        : `您反映的問題已送達${centre.name}，並已完成掛號。請保存本信，日後查詢進度或補充資料時會用到下列掛號與查詢碼。`,
    },
    {
      kind: 'facts',
      rows: [
        ...caseFacts(facts),
        english ? ['System', systemName] : ['系統別', systemName],
        [english ? 'Received' : '收件時間', moment(language, openedAt)],
      ],
    },
    {
      kind: 'paragraph',
      text: english
        ? `What happens next: ${by ? `a colleague will be in touch by ${by}` : 'a colleague will be in touch as soon as possible'}. We write to this address as soon as there is an answer or we need something from you.`
        : `接下來：承辦人員將${by ? `於${by}前` : '儘速'}與您聯繫。案件有回覆，或需要請您補充資料時，我們會寄信到這個信箱。`,
    },
    progress(facts),
    ...closing(facts),
  ])
}
