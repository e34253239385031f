import type { MailPart, ReadMail } from '../../platform/mail/read-mail.ts'
import { formatPhone, parsePhone } from '../../platform/zh/phone.ts'
import { cleanLine } from '../../platform/zh/text.ts'

/** What a gateway's mail says of the fax that it brings. */
export type FaxFacts = {
  /** The sender's number as people write it, or as the gateway gave it where that is no complete number; null when withheld. */
  number: string | null
  /** The same in international form, to look for in the directory. */
  e164: string | null
  /** What the sending machine calls itself, where that is more than a number. */
  station: string | null
  /** How many pages the gateway counted; null when it does not say. */
  pageCount: number | null
  /** The TIFF or PDF files that carry the pages, in order. */
  pages: MailPart[]
}

const CALLER_HEADERS = [
  'x-fax-callerid',
  'x-fax-caller-id',
  'x-fax-from',
  'x-fax-sender',
  'x-fax-sender-number',
  'x-fax-number',
  'x-faxnumber',
  'x-fax-ani',
  'x-callerid',
  'x-caller-id',
  'x-caller',
  'x-ani',
  'x-hylafax-callid',
]
const STATION_HEADERS = ['x-fax-remote-csid', 'x-fax-csid', 'x-fax-tsi', 'x-fax-remoteid', 'x-csid', 'x-tsi']
const PAGES_HEADERS = ['x-fax-pages', 'x-fax-page-count', 'x-fax-pagecount', 'x-faxpages', 'x-pages']
const MOST_PAGES = 5000

/** Digits as a telephone number is written, behind the word that says whose it is. */
const BEHIND_A_WORD =
  /(?:from|caller(?:[\s-]*id)?|csid|ani|sender|寄件者|來自|來電(?:號碼|顯示)?|發話(?:號碼)?|發送(?:號碼|方)?|傳真號碼|傳真自|號碼)\s*[:：=]?\s*["'「(（[]?\s*([+＋(（]?[\d０-９][\d０-９\s().（）#＃\-－–]{2,28}[\d０-９])/iu
/** Without such a word only what is complete: with its area code or country. */
const COMPLETE =
  /(?<![\d/:.-])((?:[+＋]|00|\(?[0０])[\d０-９][\d０-９\s().（）#\-－–]{5,26}[\d０-９])(?![\d/:])/u
const PAGES =
  /(?<!\d)(\d{1,4})\s*(?:-?\s*pages?\b|page\(s\)|pgs?\b|頁|张|張)|(?:pages?|頁數|張數)\s*[:：=]\s*(\d{1,4})/iu
const WITHHELD =
  /^(?:anonymous|unknown|unavailable|private|withheld|restricted|none|n\/a|未知|未顯示|不顯示|無)?$/iu

/**
 * What a mail to a fax mailbox brings. Gateways put the sender's number into headers of their own, the subject, or the
 * name of the sending address; the first that makes sense counts, in this order.
 */
export function faxOf(mail: ReadMail): FaxFacts {
  const headers = (names: readonly string[]) =>
    names.flatMap((name) => mail.headers.filter((header) => header.name === name).map(({ value }) => value))
  const subject = mail.subject.slice(0, 500)
  const candidates = [
    ...headers(CALLER_HEADERS),
    BEHIND_A_WORD.exec(subject)?.[1] ?? '',
    COMPLETE.exec(subject)?.[1] ?? '',
    localNumber(mail.from?.address ?? ''),
    ...headers(STATION_HEADERS),
    BEHIND_A_WORD.exec(mail.from?.name ?? '')?.[1] ?? COMPLETE.exec(mail.from?.name ?? '')?.[1] ?? '',
  ].map(cleaned)
  const complete = candidates.map(phoneOf).find((phone) => phone !== undefined)
  const partial = candidates.find((candidate) => /^[\d\s()#-]{3,20}$/u.test(candidate))
  const station = headers(STATION_HEADERS)
    .map(cleaned)
    .find((name) => !WITHHELD.test(name) && !/^[\d\s()+#-]+$/u.test(name))
  return {
    number: complete ? formatPhone(complete) : (partial ?? null),
    e164: complete?.e164 ?? null,
    station: station?.slice(0, 60) ?? null,
    pageCount: pageCountOf(headers(PAGES_HEADERS), subject),
    pages: pagesOf(mail.parts),
  }
}

/** The subject of its case. */
export const titleOfFax = ({ number, station, pageCount }: FaxFacts) =>
  `傳真：${number ?? station ?? '未顯示號碼'}${pageCount ? `（${pageCount} 頁）` : ''}`

const cleaned = (text: string) =>
  cleanLine(text.normalize('NFKC').slice(0, 200))
    .replace(/^["'<[]+|["'>\]]+$/gu, '')
    // What stands in brackets behind a number is not part of it.
    .replace(/(\d[\d\s.-]{5,}\d)\s*\(.*$/u, '$1')

/** With its area code or country only; numbers in international form are often written without the plus. */
function phoneOf(text: string) {
  if (WITHHELD.test(text)) return undefined
  const digits = text.replace(/\D/gu, '')
  if (/^886\d{7,10}$/u.test(digits)) return parsePhone(`+${digits}`)
  return /^\(?[+0]/u.test(text) ? parsePhone(text) : undefined
}

/** `0223979298@gateway`, `fax-0223979298@…`, `FAX=+886223979298@…` (RFC 3191), but not `fax2@…`. */
function localNumber(address: string) {
  const local = address.slice(0, address.lastIndexOf('@'))
  return /(?:^|[^\d+])(\+?\d{7,15})(?:\/|$|[^\d])/u.exec(local)?.[1] ?? ''
}

function pageCountOf(told: readonly string[], subject: string): number | null {
  const [, first, second] = PAGES.exec(subject) ?? []
  const counts = [...told.map((text) => /^\s*(\d{1,4})/u.exec(text)?.[1]), first ?? second]
  const count = Number(counts.find((text) => text !== undefined))
  return count >= 1 && count <= MOST_PAGES ? count : null
}

/** Some gateways attach the same pages twice, as TIFF and as PDF: both are kept, TIFF comes first. */
function pagesOf(parts: readonly MailPart[]): MailPart[] {
  const files = parts.filter(({ kind }) => kind === 'file')
  const tiffs = files.filter(({ mediaType, name }) => /tiff?$/u.test(mediaType) || /\.tiff?$/iu.test(name))
  const pdfs = files.filter(({ mediaType, name }) => /\/(x-)?pdf$/u.test(mediaType) || /\.pdf$/iu.test(name))
  return [...new Set([...tiffs, ...pdfs])]
}
