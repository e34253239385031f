import { formatRocDateLong, formatRocMoment } from '../../platform/zh/roc-date.ts'
import { cleanLine } from '../../platform/zh/text.ts'
import type { Language, Part } from './letter.ts'

/** Where a reader reaches the centre by other means. */
type Centre = { name: string; hotline: string | null; hours: string }

/** What every letter about a case may say: this case's data and nobody else's. */
export type CaseFacts = {
  language: Language
  number: string
  /** With the number it shows the case without signing in. */
  code: string
  title: string
  requesterName: string
  systemName: string
  progressUrl: string
  centre: Centre
  /** The mailbox of ours that it leaves from; null where it leaves from none that is ours. */
  mailbox: { signature: string; isRead: boolean } | null
}

/** `[掛號 115-000731] 差勤系統無法送出請假單`: the same for all letters of a case, so that mail programs keep them together. */
export const subjectOf = ({ language, number, title }: CaseFacts) =>
  `[${language === 'en' ? 'Case' : '掛號'} ${number}] ${title}`

// What mail programs put before a subject, ours and others': in Chinese, English and the commonest besides.
const ANSWERED =
  /^\s*(?:(?:re|fw|fwd|aw|sv|wg|回[覆復信]|答[覆復]|轉寄|轉發|回复|转发)(?:\[\d+\])?\s*[:：]\s*)+/iu

/** `回覆：[掛號 115-000731] 差勤系統無法送出請假單`: each mark once, however often it was answered to and fro. */
export function answerSubject(facts: CaseFacts): string {
  const mark = subjectOf({ ...facts, title: '' }).trim()
  const title = facts.title.replaceAll(mark, ' ').replace(ANSWERED, '').replaceAll(/\s+/g, ' ').trim()
  return `${facts.language === 'en' ? 'Re: ' : '回覆：'}${mark} ${title}`
}

export function greeting({ language, requesterName }: CaseFacts): Part {
  const name = cleanLine(requesterName)
  if (language === 'en') return { kind: 'paragraph', text: name ? `Dear ${name},` : 'Hello,' }
  return { kind: 'paragraph', text: name ? `${name} 您好：` : '您好：' }
}

/** Number, code and subject, as on the receipt. */
export function caseFacts({ language, number, code, title }: CaseFacts): (readonly [string, string])[] {
  return language === 'en'
    ? [
        ['Case number', number],
        ['Code', code],
        ['Subject', title],
      ]
    : [
        ['掛號', number],
        ['查詢碼', code],
        ['主旨', title],
      ]
}

export const progress = ({ language, progressUrl }: CaseFacts): Part => ({
  kind: 'link',
  label:
    language === 'en'
      ? 'See the progress, add information or write to us (no sign-in needed):'
      : '查詢進度、補充資料或留言（免登入）：',
  url: progressUrl,
})

/** The one survey of a case. */
export const askHowItWent = (language: Language, url: string): Part => ({
  kind: 'link',
  label:
    language === 'en'
      ? 'How satisfied are you? One question, no sign-in, within 30 days:'
      : '請用一分鐘告訴我們您對這次服務的滿意程度（免登入，30 日內有效）：',
  url,
})

/** How to reach us otherwise, and who writes. */
export function closing({ language, number, centre: { name, hotline, hours }, mailbox }: CaseFacts): Part[] {
  const english = language === 'en'
  const paragraphs = english
    ? [
        hotline
          ? `For anything urgent, please call ${hotline} (${hours}) and tell us case number ${number}.`
          : `Our office hours: ${hours}.`,
        mailbox?.isRead
          ? 'You may simply reply to this mail: your message reaches your case.'
          : 'Please do not reply to this mail; use the link above so that your message reaches your case.',
      ]
    : [
        hotline
          ? `如有急件，請於服務時間（${hours}）撥打客服專線 ${hotline}，並告知掛號 ${number}。`
          : `服務時間：${hours}。`,
        mailbox?.isRead
          ? '您可以直接回覆本信，內容會送到您的案件。'
          : '請勿直接回覆本信；如需補充，請由上方連結留言，內容才會送到您的案件。',
      ]
  const signature = mailbox?.signature || (english ? name : `${name} 敬上`)
  return [...paragraphs, signature].map((text) => ({ kind: 'paragraph', text }))
}

/** `民國115年11月21日 15:05`, or `21 November 2026, 15:05` in Taipei's time. */
export function moment(language: Language, at: Date): string {
  const time = formatRocMoment(at).slice(-5)
  if (language !== 'en') return `${formatRocDateLong(at)} ${time}`
  const day = at.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'Asia/Taipei' })
  return `${day}, ${time} (Taipei)`
}
