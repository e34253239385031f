import { parsePhone } from '../../platform/zh/phone.ts'
import { type Found, places } from './kinds.ts'

/** What people put between the digits of a number, on one line. */
const S = String.raw`[ \t.\-]{0,2}(?:[()][ \t.\-]{0,2})?`
const EXTENSION = String.raw`(?:\s{0,2}[,、;]?\s{0,2}(?:[#*]|分機|轉接?|內線|(?:ext|EXT|Ext)\.?)\s{0,2}:?\s{0,2}\d{1,6}(?:[\-~、/,]\d{1,6}){0,3})?`
const ABROAD = String.raw`(?:\+|00\d?)?886${S}(?:\(0\))?0?`
const START = String.raw`(?<![\d_])(?<!\d[.\-])`
const LABEL =
  '(?:電話|市話|手機|行動|專線|聯絡方式|傳真|(?<![A-Za-z])(?:TEL|Tel|tel|FAX|Fax|fax|Phone|phone|Mobile|mobile))(?:號碼|電話)?'

const MOBILE = new RegExp(String.raw`${START}(?:${ABROAD}|\(?0)${S}9(?:${S}\d){8}(?!\d)${EXTENSION}`, 'gu')
const LANDLINE = new RegExp(String.raw`${START}(?<it>(?:${ABROAD}${S}|\(?0)[2-8](?:${S}\d){7,9})(?!\d)`, 'gu')
/** Without area code: only behind a word that says what it is. */
const LOCAL = new RegExp(
  String.raw`${LABEL}\s{0,2}(?::|為|是)?\s{0,2}(?<it>\(?[1-9]\d{1,3}[ \-]?\d{3,4}(?!\d)${EXTENSION})`,
  'gu',
)
const EXTENSION_ONLY =
  /(?:分機|內線|(?<![A-Za-z])(?:ext|EXT|Ext)\.?)\s{0,2}(?::|為|是)?\s{0,2}(?<it>\d{3,6})(?!\d)/gu
const FOREIGN = new RegExp(String.raw`(?<![\d_])\+(?!886)[1-9](?:${S}\d){7,14}(?!\d)`, 'gu')

/** Free of charge for who calls: of offices, never of a person. */
const OF_AN_OFFICE = /^080\d/
/** As many digits as the area codes have: looked at before the plan of all numbers is. */
const AS_LONG_AS = /^0(?:2[2-9]\d{7}|4\d{8}|[3-8]\d{7})$/

/** Numbers of telephones as they are written in Taiwan, with their extension. Service numbers (1999, 0800 …) stay. */
export function phonesIn(plain: string): Found[] {
  return [
    ...places(MOBILE, plain, 'phone'),
    ...landlinesIn(plain),
    ...places(LOCAL, plain, 'phone', (it) => !/^(?:412|449)-?\d{4}$/.test(it)),
    ...places(EXTENSION_ONLY, plain, 'phone'),
    ...places(FOREIGN, plain, 'phone', (it) => parsePhone(it) !== undefined),
  ]
}

const LONGEST_TRIED = 2
const TAIL = new RegExp(EXTENSION, 'yu')

/** The digits are as many as the area code asks for: what follows them is another number. */
function landlinesIn(plain: string): Found[] {
  return places(LANDLINE, plain, 'phone').flatMap(({ from, to }): Found[] => {
    for (let end = to, tried = 0; tried <= LONGEST_TRIED; end = beforeLastDigit(plain, end), tried++) {
      const digits = plain
        .slice(from, end)
        .replace(/\D/g, '')
        .replace(/^(?:00\d?)?8860?/, '0')
      if (OF_AN_OFFICE.test(digits)) return []
      const isCut = /\d/.test(plain[end] ?? '')
      if (isCut || !AS_LONG_AS.test(digits) || parsePhone(digits) === undefined) continue
      TAIL.lastIndex = end
      return [{ kind: 'phone', from, to: end + (TAIL.exec(plain)?.[0].length ?? 0) }]
    }
    return []
  })
}

/** Without the last digit and what divides it from the one before. */
function beforeLastDigit(plain: string, end: number): number {
  let at = end - 1
  while (at > 0 && !/\d/.test(plain[at - 1]!)) at--
  return at
}
