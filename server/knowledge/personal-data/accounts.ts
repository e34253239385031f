import { type Found, IS, MAYBE_IS, places } from './kinds.ts'

const PASSWORD = new RegExp(
  String.raw`(?:密碼|通行碼|PIN碼)${IS}(?<it>[!-~]{4,100})(?![!-~])(?!\s?[碼位個字天次])`,
  'gu',
)
/** In English any word may stand behind it: "password: required". */
const PASSWORD_ENGLISH = new RegExp(
  String.raw`(?:[Pp]ass(?:word|code)|PASSWORD|[Pp]wd|PIN)${IS}(?<it>(?=[!-~]{0,40}\d)[!-~]{4,100})(?![!-~])(?!\s?[碼位個字天次])`,
  'gu',
)
const WORD = '(?:帳號|帳戶|登入代碼|登入名稱|使用者(?:代碼|代號|名稱|ID)|(?:LINE|Line|line) ?(?:ID|id))'
const WORD_ENGLISH =
  '(?:[Uu]ser ?(?:[Ii][Dd]|[Nn]ame)|USERNAME|(?<![A-Za-z])(?:[Aa]ccount|[Ll]ogin)(?: ?(?:[Ii][Dd]|[Nn]o\\.?))?)'
const ACCOUNT = new RegExp(
  String.raw`${WORD}${IS}(?<it>[A-Za-z0-9][A-Za-z0-9._@\\/-]{2,63})(?![A-Za-z0-9])`,
  'gu',
)
/** Nothing says that it is one but the word before, or that word is an English one: then it has digits. */
const ACCOUNT_BESIDE = new RegExp(
  String.raw`(?:${WORD}${MAYBE_IS}|${WORD_ENGLISH}${IS})(?<it>(?=[A-Za-z._-]{0,40}\d)[A-Za-z0-9][A-Za-z0-9._@\\-]{3,63})(?![A-Za-z0-9])`,
  'gu',
)
const EMPLOYEE = new RegExp(
  String.raw`(?:(?:員工|職員|人員|人事|公務員|服務證|識別證)(?:編號|代號|代碼|號碼|證號|號)|工號|職號|員編|[Ee]mployee ?(?:[Ii][Dd]|[Nn]o\.?|[Nn]umber))${MAYBE_IS}(?<it>[A-Za-z]{0,4}-?\d{3,12}[A-Za-z0-9]{0,4})(?![A-Za-z0-9])`,
  'gu',
)
/** Names of systems and entries that stand where an account could. */
const OURS =
  /^(?:Q\d{6}|P2K|Pemis ?2K|WebHR|eCPA|HCA|FIDO2?|A4|Win(?:dows)?\d*|IE\d*|Edge|Chrome|Firefox|Office\d*|v?\d+(?:\.\d+)+)$/iu
const isNoneOfOurs = (it: string) => !OURS.test(it)

/** Accounts, passwords and numbers of employees, where the words before say what they are. */
export const accountsIn = (plain: string): Found[] => [
  ...places(PASSWORD, plain, 'password').map((found) => withoutEnd(plain, found)),
  ...places(PASSWORD_ENGLISH, plain, 'password').map((found) => withoutEnd(plain, found)),
  ...places(ACCOUNT, plain, 'account', isNoneOfOurs).map((found) => withoutEnd(plain, found)),
  ...places(ACCOUNT_BESIDE, plain, 'account', isNoneOfOurs).map((found) => withoutEnd(plain, found)),
  ...places(EMPLOYEE, plain, 'employee-number', isNoneOfOurs),
]

/** The end of the sentence, or of the brackets that it stands in. */
function withoutEnd(plain: string, found: Found): Found {
  const tail = /[,.;:!?)\]>"'/\\-]+$/.exec(plain.slice(found.from, found.to))?.[0].length ?? 0
  return tail < found.to - found.from ? { ...found, to: found.to - tail } : found
}
