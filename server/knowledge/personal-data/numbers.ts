import { isNationalId } from '../../platform/zh/national-id.ts'
import { type Found, MAYBE_IS, places } from './kinds.ts'

const ID = /(?<![A-Za-z0-9])[A-Za-z] ?-?[1289A-Da-d](?:[ -]?\d){8}(?!\d)/gu
/** Said to be one: also with a digit too few, or a wrong one. */
const ID_SAID = new RegExp(
  String.raw`(?:身[分份]證(?:統一編號|字號|號碼|編號|號)?|統一證號|居留證(?:統一證號|號碼|號)?|ID ?No\.?)${MAYBE_IS}(?<it>[A-Za-z]{0,2}[\d*●○]{6,10})(?!\d)`,
  'gu',
)
const PASSPORT = new RegExp(String.raw`護照(?:號碼|號)?${MAYBE_IS}(?<it>[A-Za-z]{0,2}\d{6,9})(?!\d)`, 'gu')
const CARD = /(?<![\d-])\d{4}(?:[ -]?\d{4}){3}(?![\d-])/gu
const MAIL =
  /(?<![A-Za-z0-9._%+'-])[A-Za-z0-9._%+'-]{1,64} ?@ ?(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])/gu

const CASE_NUMBER = /(?<![\d-])1\d{2}-\d{6}(?![\d-])/gu
const CASE_SAID = new RegExp(
  String.raw`(?:案號|掛號|案件(?:編號|號碼|號))(?:號碼)?${MAYBE_IS}(?<it>\d{2,3}-\d{1,8}|\d{3}\d{6,8})(?!\d)`,
  'gu',
)

/** What leads to the number of a document but is no part of it. */
const ISSUER = String.raw`(?:(?![依據及與按以查奉准照覆經年月日號第])[\p{Script=Han}()]){1,12}`
const DOCUMENT = new RegExp(String.raw`${ISSUER}字第 ?\d{6,12}[A-Za-z]? ?號`, 'gu')
const DOCUMENT_SAID = new RegExp(
  String.raw`(?:發文字號|來文字號|公文(?:文號|字號)|收文號|發文號|文號)${MAYBE_IS}(?<it>(?:${ISSUER}第? ?)?\d{6,12}(?: ?號)?)(?!\d)`,
  'gu',
)

const compact = (id: string) => id.replace(/[ -]/g, '').toUpperCase()
const isResidents = (id: string) => /^[A-Z][A-D89]/.test(id)

/** Numbers by which somebody, their case or a document about them is known, and addresses of mail. */
export function numbersIn(plain: string): Found[] {
  return [
    ...places(ID, plain, 'national-id', (it) => isNationalId(compact(it))).map(residentOr(plain)),
    ...places(ID_SAID, plain, 'national-id').map(residentOr(plain)),
    ...places(PASSPORT, plain, 'passport'),
    ...places(CARD, plain, 'card', isCard),
    ...places(MAIL, plain, 'mail'),
    ...places(CASE_NUMBER, plain, 'case-number'),
    ...places(CASE_SAID, plain, 'case-number'),
    ...places(DOCUMENT, plain, 'document-number'),
    ...places(DOCUMENT_SAID, plain, 'document-number'),
  ]
}

const residentOr =
  (plain: string) =>
  (found: Found): Found =>
    isResidents(compact(plain.slice(found.from, found.to))) ? { ...found, kind: 'resident-id' } : found

/** Of each second digit from the end the double, and the sum is a multiple of ten. */
function isCard(number: string): boolean {
  const digits = [...number.replace(/\D/g, '')].map(Number)
  const sum = digits.reduce((total, digit, n) => {
    const counted = n % 2 === 0 ? digit * 2 : digit
    return total + (counted > 9 ? counted - 9 : counted)
  }, 0)
  return sum > 0 && sum % 10 === 0
}
