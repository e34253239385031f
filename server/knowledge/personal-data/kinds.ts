export type PersonalKind =
  | 'national-id'
  | 'resident-id'
  | 'passport'
  | 'card'
  | 'mail'
  | 'phone'
  | 'password'
  | 'account'
  | 'employee-number'
  | 'birth-date'
  | 'address'
  | 'name'
  | 'case-number'
  | 'document-number'

/** Where in the text something was found, in UTF-16 units; `to` is the first one behind it. */
export type Found = { kind: PersonalKind; from: number; to: number }

/** What stands in a draft instead. */
export const INSTEAD: Record<PersonalKind, string> = {
  'national-id': '〔身分證字號〕',
  'resident-id': '〔居留證號〕',
  passport: '〔護照號碼〕',
  card: '〔卡號〕',
  mail: '〔電子郵件〕',
  phone: '〔電話〕',
  password: '〔密碼〕',
  account: '〔帳號〕',
  'employee-number': '〔員工編號〕',
  'birth-date': '〔出生日期〕',
  address: '〔地址〕',
  name: '〔姓名〕',
  'case-number': '〔案號〕',
  'document-number': '〔文號〕',
}

/** Which one it is where two take the same words. */
export const ORDER = Object.keys(INSTEAD) as PersonalKind[]

/** Between a word and what it names, on one line: `：`, 為, or 是; then perhaps a bracket. */
export const IS = String.raw`[^\S\n]{0,4}(?:[:=#]|為|是)[^\S\n]{0,4}["'(「『【<\[]?`
export const MAYBE_IS = String.raw`[^\S\n]{0,4}(?:[:=#]|為|是)?[^\S\n]{0,4}["'(「『【<\[]?`

/**
 * All places of a pattern. Where it has a group named `it`, that is what is found; the rest is its surroundings.
 *
 * @param passing how much of what does not fit is passed over, in units: the next may begin inside
 */
export function places(
  pattern: RegExp,
  plain: string,
  kind: PersonalKind,
  fits: (it: string) => boolean = () => true,
  passing = 0,
): Found[] {
  const found: Found[] = []
  const moving = new RegExp(pattern, [...new Set(`${pattern.flags}dg`)].join(''))
  for (let match = moving.exec(plain); match; match = moving.exec(plain)) {
    const [from, to] = match.indices!.groups?.['it'] ?? match.indices![0]!
    const isIt = to > from && fits(plain.slice(from, to))
    if (isIt) found.push({ kind, from, to })
    // A whole character on: half a pair would be found again and again.
    const next = match.index + (plain.codePointAt(match.index)! > 0xffff ? 2 : 1)
    moving.lastIndex = Math.max(next, isIt ? to : from + passing)
  }
  return found
}
