import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { GROUPING, isServiceNumber } from './phone-plan.ts'

const TAIWAN = '+886'
const MAX_TYPED = 60

/** `extension` is '' where there is none. Service numbers (1999, 412-8185) stand behind +886 as dialled. */
export type Phone = { e164: string; extension: string }

/**
 * A telephone number as people in Taiwan write it: spaces, hyphens, brackets, full-width digits; the
 * extension after #, ＃, 分機, 轉 or ext. Numbers of other countries begin with + or 002.
 *
 * @returns undefined when there is no such number
 */
export function parsePhone(typed: string): Phone | undefined {
  if (typed.length > MAX_TYPED) return undefined
  const text = typed
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\u2500\u30FC]/gu, '-')
    .replace(/[,，、;；:：.。]?\s*(?:分機|轉接?|ext(?:ension)?\.?|(?<=\d)\s*x(?=\s*\d))\s*[:：]?/giu, '#')
  const [number = '', rest, ...more] = text.split(/#+/u)
  const extension = (rest ?? '').replace(/[\s-]/gu, '')
  if (more.length > 0 || !/^\d{0,8}$/u.test(extension) || (rest !== undefined && extension === ''))
    return undefined
  const e164 = numberOf(number)
  return e164 === undefined ? undefined : { e164, extension }
}

function numberOf(typed: string): string | undefined {
  if (!/^[\d\s+\-()./]+$/u.test(typed)) return undefined
  const digits = typed.replace(/\D/gu, '')
  if (isServiceNumber(digits)) return TAIWAN + digits
  const dialled = digits.startsWith('00886') ? `+${digits.slice(2)}` : typed
  const parsed = parsePhoneNumberFromString(dialled, 'TW')
  return parsed?.isValid() ? parsed.number : undefined
}

/** As written in Taiwan: `02-2397-9298 #123`, `0912-345-678`, `0800-080-512`, `0836-22384`, `1999`; others `+1 202 555 0123`. */
export function formatPhone({ e164, extension = '' }: { e164: string; extension?: string | null }): string {
  const number = e164.startsWith(TAIWAN) ? national(e164.slice(TAIWAN.length)) : international(e164)
  return extension ? `${number} #${extension}` : number
}

const international = (e164: string) => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164

function national(digits: string): string {
  if (isServiceNumber(digits))
    return digits.length === 7 ? `${digits.slice(0, 3)}-${digits.slice(3)}` : digits
  const { code = '', groups = [] } = GROUPING.find((plan) => digits.startsWith(plan.code)) ?? {}
  const rest = digits.slice(code.length)
  const grouping = groups.find((sizes) => sizes.reduce((sum, size) => sum + size, 0) === rest.length)
  if (grouping) return [`0${code}`, ...inGroups(rest, grouping)].join('-')
  if (digits.length === 9) return inGroups(`0${digits}`, [4, 3, 3]).join('-')
  return `0${digits}`
}

function inGroups(digits: string, sizes: readonly number[]): string[] {
  let at = 0
  return sizes.map((size) => {
    at += size
    return digits.slice(at - size, at)
  })
}
