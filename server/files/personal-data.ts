import { isNationalId } from '../platform/zh/national-id.ts'

/** What of a person a file seems to hold. */
export type PersonalData = 'file-name' | 'national-id' | 'personnel-number' | 'birth-date' | 'salary'

const TELLING_NAME =
  /薪資|薪俸|俸給|薪給|待遇(?:清冊|明細|表|資料)|個資|個人資料|身分證|戶籍|考績|(?:員工|人員|職員|公務人員|退休)(?:名冊|清冊|名單|資料)|人事資料|履歷|payroll|salar(?:y|ies)|personnel[ _-]?(?:list|data|file)/iu
/** A manual of the salary system is about nobody. */
const ABOUT_NOBODY = /手冊|說明|範本|範例|格式|空白|教學|流程|簡報|manual|guide|template|sample/iu

const HEADINGS: readonly [PersonalData, RegExp][] = [
  ['national-id', /^(?:國民)?身[分份]證|統一證號|居留證號|national ?id/iu],
  [
    'personnel-number',
    /^(?:人事|人員|員工|職員|公務員)(?:編號|代號|代碼|號碼)$|^personnel ?(?:no|number)|^employee ?(?:id|no|number)/iu,
  ],
  ['birth-date', /^(?:出生(?:年月日|日期|日)?|生日)|^(?:date of )?birth|^dob$/iu],
  [
    'salary',
    /薪資|薪俸|薪給|薪額|薪點|俸額|俸點|本俸|年功俸|專業加給|主管加給|實發|應發|實領|年終獎金|考績獎金|加班費|salary|net ?pay|gross ?pay/iu,
  ],
]

const NATIONAL_ID = /(?<![A-Za-z0-9])[A-Z][1289A-D]\d{8}(?!\d)/giu
const DATE =
  /^(?:民國)?\s*\d{2,4}[./\-年]\s*\d{1,2}[./\-月]\s*\d{1,2}日?|^(?:0?\d{2}|1[01]\d|19\d{2}|20\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/u
const AMOUNT = /^(?:NT)?\$?\s*\d{1,3}(?:,?\d{3})*(?:\.\d+)?\s*元?$/iu
const NUMBER_OF_A_PERSON = /^[A-Z]{0,3}-?\d{4,12}$/iu

/** What stands under a heading has to look like it: a heading alone is a form to be filled in. */
const FITS: Record<Exclude<PersonalData, 'file-name'>, (value: string) => boolean> = {
  'national-id': (value) => isNationalId(value),
  'personnel-number': (value) => NUMBER_OF_A_PERSON.test(value),
  'birth-date': (value) => DATE.test(value),
  salary: (value) => AMOUNT.test(value) && /[1-9]/.test(value),
}

const HEADING_WITHIN = 15

/**
 * What of a person a file seems to hold, by its name and its first rows. It warns rather too often than too seldom: what
 * it finds is sent another way, and not refused.
 *
 * @param file.rows cells of a table; of a text one cell a line. None where the file could not be looked into
 */
export function personalDataIn({
  name,
  rows,
}: {
  name: string
  rows: readonly (readonly string[])[]
}): PersonalData[] {
  const found = new Set<PersonalData>()
  const plain = name.normalize('NFKC')
  if (TELLING_NAME.test(plain) && !ABOUT_NOBODY.test(plain)) found.add('file-name')
  const table = rows.map((row) => row.map((cell) => cell.normalize('NFKC').trim()))
  if (table.some((row) => row.some(holdsNationalId))) found.add('national-id')
  for (const kind of underHeadings(table)) found.add(kind)
  for (const row of table) for (const cell of row) for (const kind of inWords(cell)) found.add(kind)
  return ORDER.filter((kind) => found.has(kind))
}

const ORDER: readonly PersonalData[] = [
  'national-id',
  'personnel-number',
  'birth-date',
  'salary',
  'file-name',
]

const holdsNationalId = (cell: string) => [...cell.matchAll(NATIONAL_ID)].some(([id]) => isNationalId(id))

function underHeadings(table: readonly (readonly string[])[]): PersonalData[] {
  const found: PersonalData[] = []
  for (const [at, row] of table.slice(0, HEADING_WITHIN).entries())
    for (const [column, heading] of row.entries())
      for (const [kind, words] of HEADINGS)
        if (
          kind !== 'file-name' &&
          heading.length <= 40 &&
          words.test(heading) &&
          table.slice(at + 1).some((under) => FITS[kind](under[column] ?? ''))
        )
          found.push(kind)
  return found
}

const LABELLED: readonly [PersonalData, RegExp][] = [
  [
    'birth-date',
    /(?:出生(?:年月日|日期|日)?|生日|date of birth)\s*[:：為是]?\s*(?:民國)?\s*\d{2,4}[./\-年]\s*\d{1,2}/iu,
  ],
  [
    'salary',
    /(?:薪資|薪俸|本俸|年功俸|俸額|專業加給|主管加給|實發|應發|實領)(?:金額|數)?\s*[:：為是]?\s*(?:NT\$?|新臺?台?幣)?\s*[1-9]\d{0,2}(?:,?\d{3})+/iu,
  ],
  ['personnel-number', /(?:人事|人員|員工|職員)(?:編號|代號|代碼)\s*[:：為是]\s*[A-Z]{0,3}\d{4,12}/iu],
]

/** Words and their value in one line. */
const inWords = (line: string) => LABELLED.filter(([, words]) => words.test(line)).map(([kind]) => kind)
