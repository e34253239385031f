import {
  answerSubject,
  askHowItWent,
  type CaseFacts,
  caseFacts,
  closing,
  greeting,
  moment,
  progress,
} from './common.ts'
import { type Language, type Part, write } from './letter.ts'
import { type Quoted, quoteOf } from './quote.ts'

/** How the case stands after the reply. */
export type Standing = 'answered' | 'closed' | 'waiting-data' | 'waiting-verification' | 'going-on'

const WHAT: Record<Standing, Record<Language, string>> = {
  answered: {
    'zh-TW': '您的案件已有回覆，內容如下：',
    en: 'Your case has been answered:',
  },
  closed: {
    'zh-TW': '您的案件已有回覆並已結案，內容如下：',
    en: 'Your case has been answered and closed:',
  },
  'waiting-data': {
    'zh-TW': '為繼續處理您的案件，需要請您補充資料，說明如下：',
    en: 'To go on with your case we need some information from you:',
  },
  'waiting-verification': {
    'zh-TW': '您反映的問題已經修正，請您協助確認是否解決，說明如下：',
    en: 'What you reported has been corrected. Please check whether it is solved:',
  },
  'going-on': {
    'zh-TW': '承辦人員就您的案件說明如下，案件仍在處理中：',
    en: 'A message about your case, on which we are still working:',
  },
}

const NEXT: Record<Standing, Record<Language, string>> = {
  answered: {
    'zh-TW':
      '接下來：問題若已解決，您不需要再做任何事，案件將依程序結案；若仍有疑問，請由下方連結留言，我們會繼續處理。',
    en: 'What happens next: if this solves it, there is nothing more for you to do and the case will be closed. If it does not, please tell us under the link below and we go on.',
  },
  closed: {
    'zh-TW': '接下來：您不需要再做任何事；若問題仍未解決，請由下方連結要求重新處理。',
    en: 'What happens next: there is nothing more for you to do. If it is not solved after all, please ask for the case to be reopened under the link below.',
  },
  'waiting-data': {
    'zh-TW': '接下來：請由下方連結補充說明或上傳檔案，收到後我們會立即繼續處理。',
    en: 'What happens next: please add the information or upload files under the link below; we go on as soon as they arrive.',
  },
  'waiting-verification': {
    'zh-TW': '接下來：請由下方連結回覆「已解決」或「未解決」；若未解決，案件會回到承辦人員繼續處理。',
    en: 'What happens next: please answer “solved” or “not solved” under the link below; if it is not, the case goes back to the person handling it.',
  },
  'going-on': {
    'zh-TW': '接下來：我們會繼續處理，有進一步結果時再寄信通知您；您目前不需要做任何事。',
    en: 'What happens next: we go on and write again as soon as there is more. There is nothing for you to do now.',
  },
}

/**
 * A reply to the requester, in the words of whoever wrote it.
 *
 * @param quoted what it answers; undefined where the requester wrote nothing
 * @param surveyUrl when the requester is asked how it went; null otherwise
 */
export function reply(
  facts: CaseFacts,
  {
    text,
    files,
    linkUntil,
    standing,
    quoted,
    surveyUrl,
  }: {
    text: string
    files: readonly Sent[]
    /** Until when the links of files open; only said where there are any. */
    linkUntil: Date
    standing: Standing
    quoted?: Quoted | undefined
    surveyUrl: string | null
  },
) {
  const { language } = facts
  const says = (text: string): Part => ({ kind: 'paragraph', text })
  return write(language, answerSubject(facts), [
    greeting(facts),
    says(WHAT[standing][language]),
    { kind: 'words', text },
    ...attachments(facts, files, linkUntil),
    says(NEXT[standing][language]),
    progress(facts),
    ...(surveyUrl === null ? [] : [askHowItWent(language, surveyUrl)]),
    { kind: 'facts', rows: caseFacts(facts) },
    ...closing(facts),
    ...(quoted ? quoteOf(language, quoted) : []),
  ])
}

/** A file of a reply: in the mail itself, by a link of its own, or on the page of the case. */
export type Sent = { name: string; size: number; way: 'mail' | 'link' | 'portal'; url: string | null }

const ATTACHED: Record<Language, string> = { 'zh-TW': '附件（隨信附上）：', en: 'Attached to this mail:' }
const ON_THE_PAGE: Record<Language, string> = {
  'zh-TW': '附件（為保護資料，不隨信寄出；請由下方「查詢進度」連結開啟案件後下載）：',
  en: 'Files kept out of this mail to protect them; please open your case under the link below to fetch them:',
}

function attachments({ language }: CaseFacts, files: readonly Sent[], until: Date): Part[] {
  const named = ({ name, size }: Sent) =>
    language === 'en' ? `${name} (${sizeOf(size)})` : `${name}（${sizeOf(size)}）`
  const list = (way: Sent['way'], title: string): Part[] => {
    const items = files.filter((file) => file.way === way).map(named)
    return items.length > 0 ? [{ kind: 'list', title, items }] : []
  }
  const links = files.filter(({ way }) => way === 'link')
  const end = moment(language, until)
  return [
    ...list('mail', ATTACHED[language]),
    ...links.map(
      (file): Part => ({
        kind: 'link',
        label:
          language === 'en'
            ? `File to be fetched until ${end}: ${named(file)}`
            : `附件下載（${end}前有效）：${named(file)}`,
        url: file.url ?? '',
      }),
    ),
    ...list('portal', ON_THE_PAGE[language]),
  ]
}

const sizeOf = (bytes: number) =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
