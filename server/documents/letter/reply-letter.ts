import { formatRocDateLong } from '../../platform/zh/roc-date.ts'
import type { Paragraph } from './odt.ts'

/** What a reply letter is made of. */
export type Replying = {
  /** Who writes: the centre as an administrator has named it. */
  from: string
  document: {
    number: string
    issuedOn: string | null
    senderName: string
    subject: string
    speed: string | null
    replyNumber: string | null
    replyIssuedOn: string | null
  }
  caseNumber: string
  /** The formal answer of the case; null while there is none. */
  answer: string | null
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const MOST_POINTS = 30
const LONGEST_SUBJECT = 60

/**
 * A draft of the letter (函稿) that answers a document, in the order of the rules for official documents: heads, 主旨,
 * 說明 by points, addressees. Number and day are left open until the document system has given them.
 */
export function replyLetter({ from, document, caseNumber, answer }: Replying): Paragraph[] {
  const { number, issuedOn, senderName, subject, speed, replyNumber, replyIssuedOn } = document
  const theirs = `${issuedOn ? formatRocDateLong(issuedOn) : ''}${number}函`
  const points = [
    `復貴機關${theirs}。`,
    ...(answer ? pointsOf(answer) : ['（請填寫處理情形）']),
    `本案本中心受理案號為${caseNumber}，如有疑問請逕洽人事資訊系統客服中心。`,
  ]
  const head = (name: string, words: string): Paragraph => ({ style: 'Head', words: `${name}：${words}` })
  return [
    { style: 'Title', words: `${from}　函（稿）` },
    head('受文者', senderName),
    head(
      '發文日期',
      replyIssuedOn ? `中華${formatRocDateLong(replyIssuedOn)}` : '中華民國　　年　　月　　日',
    ),
    head('發文字號', replyNumber ?? '　　　字第　　　　　　　號'),
    head('速別', speed ?? '普通件'),
    head('密等及解密條件或保密期限', '普通'),
    head('附件', ''),
    { style: 'Subject', words: `主旨：復貴機關函詢「${inShort(subject)}」一案，請查照。` },
    { style: 'Text', words: '說明：' },
    ...points
      .slice(0, MOST_POINTS)
      .map((words, n): Paragraph => ({ style: 'Point', words: `${numeral(n + 1)}、${words}` })),
    { style: 'Head', words: '' },
    head('正本', senderName),
    head('副本', ''),
  ]
}

/** The answer by its paragraphs; numbers that its writer gave them are replaced by those of the letter. */
const pointsOf = (answer: string) =>
  answer
    .split(/\n+/u)
    .map((line) => line.trim().replace(/^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、)]\s*)/u, ''))
    .filter((line) => line !== '')

/** 一 to 九十九. */
const numeral = (n: number) =>
  n <= 10
    ? NUMERALS[n - 1]!
    : `${n >= 20 ? NUMERALS[Math.floor(n / 10) - 1] : ''}十${n % 10 ? NUMERALS[(n % 10) - 1] : ''}`

function inShort(subject: string) {
  const letters = [
    ...subject.replace(/[，,]?請(?:查照|鑒核|惠復|惠予協助)[^，。]*。?$/u, '').replace(/。$/u, ''),
  ]
  return letters.length > LONGEST_SUBJECT
    ? `${letters.slice(0, LONGEST_SUBJECT - 1).join('')}…`
    : letters.join('')
}
