import type { ClearCause } from '../../../telephony-adapter/port.ts'
import { formatRocMoment } from '../../platform/zh/roc-date.ts'
import { numberInWords } from '../mask.ts'
import type { Call } from '../tables.ts'

/** `115/11/21 10:04`, as people write it in a title. */
const momentOf = (at: Date) => formatRocMoment(at).replaceAll('.', '/')

export const otherSideOf = ({ direction, fromNumber, toNumber }: Side) => {
  const number = direction === 'in' ? fromNumber : toNumber
  return number === null ? '未顯示號碼' : numberInWords(number)
}
type Side = Pick<Call, 'direction' | 'fromNumber' | 'toNumber'>

type Titled = Side & Pick<Call, 'arrivedAt'>
const titled = (what: string, call: Titled, more = '') =>
  `${what} ${otherSideOf(call).slice(0, 40)}（${momentOf(call.arrivedAt)}）${more}`

/** What the case of a call is called until somebody gives it a better title. */
export const titleOf = (call: Titled) => titled(call.direction === 'in' ? '來電' : '撥出', call)
export const missedTitleOf = (call: Titled) => titled('未接來電', call, '，請回電')
export const closedTitleOf = (call: Titled) => titled('非服務時間來電', call, '，請回電')
export const lostTitleOf = (call: Titled) => titled('斷線來電', call, '，請優先回電')
export const faxTitleOf = (call: Titled) => titled('傳真', call)

const AUTOMATIC =
  /^(?:來電|撥出|未接來電|非服務時間來電|斷線來電|傳真) .+（\d{2,3}\/\d{2}\/\d{2} \d{2}:\d{2}）(?:，請(?:優先)?回電)?$/u
/** Nobody has given it a title of its own yet. */
export const isAutomaticTitle = (title: string) => AUTOMATIC.test(title)

/** `3 分 20 秒`, `45 秒`. */
export function lengthInWords(ms: number): string {
  const seconds = Math.round(Math.max(0, ms) / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes > 0 ? `${minutes} 分 ${seconds % 60} 秒` : `${seconds} 秒`
}

export function firstMessageOf(call: Side, line: string | undefined): string {
  if (call.direction === 'out') return `撥出電話至 ${otherSideOf(call)}。`
  const number = call.fromNumber === null ? '未顯示號碼' : `號碼 ${otherSideOf(call)}`
  return line ? `撥打「${line}」來電，${number}。` : `來電，${number}。`
}

const MISSED: Partial<Record<ClearCause, string>> = {
  'no-answer': '未接聽',
  declined: '拒接',
  busy: '電話忙線',
}
export const missedInWords = (name: string, cause: ClearCause) =>
  `${name}${MISSED[cause] ?? '的話機沒有接通'}，來電者繼續等候。`
