import { csvOf } from '../directory/import/failed-rows/csv.ts'
import { formatRocDate } from '../platform/zh/roc-date.ts'
import { cleanText } from '../platform/zh/text.ts'
import { XML_DECLARATION, xmlElement, xmlText } from './xml.ts'

/** What everybody may take and use of an entry. All of it plain text: the Markdown is the caller's to resolve. */
export type OpenEntry = {
  number: string
  title: string
  shortAnswer: string
  answer: string
  systems: readonly string[]
  domain: string
  tags: readonly string[]
  appliesTo: string
  liveAt: Date
  /** Day of Taipei. */
  reviewOn: string | null
  address: string
}

/** The set as a whole: its name, who gives it, where its page is, and when it was read. */
export type OpenSet = { title: string; publisher: string; address: string; at: Date }

export type OpenEntries = Iterable<OpenEntry> | AsyncIterable<OpenEntry>

const LICENCE = {
  name: '政府資料開放授權條款－第1版',
  address: 'https://data.gov.tw/license',
}

/** The statement that the licence asks for, with whoever uses the data to repeat it. */
const statementOf = ({ publisher, title, at }: OpenSet) =>
  `${publisher} ${formatRocDate(at)} ${title}。此開放資料依政府資料開放授權條款 (Open Government Data License) 進行公眾釋出，使用者於遵守本條款各項規定之前提下，得利用之。政府資料開放授權條款：${LICENCE.address}`

type Field = { name: string; heading: string; means: string; of: (entry: OpenEntry) => string | null }

const BETWEEN = '；'

/** Each field once: its name in JSON and XML, its heading in CSV, and what stands in it. */
const FIELDS: readonly Field[] = [
  { name: 'number', heading: '編號', means: '問答的固定編號，如 Q000948', of: ({ number }) => number },
  { name: 'title', heading: '問題', means: '問答的標題', of: ({ title }) => title },
  {
    name: 'shortAnswer',
    heading: '簡答',
    means: '一段文字的簡短解答',
    of: ({ shortAnswer }) => shortAnswer,
  },
  {
    name: 'answer',
    heading: '完整解答',
    means: '純文字的完整解答，步驟一行一項；圖片以替代文字表示',
    of: ({ answer }) => answer,
  },
  {
    name: 'systems',
    heading: '系統別',
    means: `適用的系統，多項以「${BETWEEN}」分隔`,
    of: ({ systems }) => systems.join(BETWEEN),
  },
  { name: 'domain', heading: '業務別', means: '人事業務分類', of: ({ domain }) => domain },
  {
    name: 'tags',
    heading: '標籤',
    means: `關鍵字，多項以「${BETWEEN}」分隔`,
    of: ({ tags }) => tags.join(BETWEEN),
  },
  { name: 'appliesTo', heading: '適用版本', means: '適用的系統版本', of: ({ appliesTo }) => appliesTo },
  {
    name: 'liveAt',
    heading: '上架時間',
    means: '目前版本的上架時間，ISO 8601，世界協調時間',
    of: ({ liveAt }) => liveAt.toISOString(),
  },
  {
    name: 'reviewOn',
    heading: '檢視日期',
    means: '預定重新檢視的日期，西元年-月-日',
    of: ({ reviewOn }) => reviewOn,
  },
  { name: 'address', heading: '網址', means: '問答頁面的網址', of: ({ address }) => address },
]

const LISTS = { systems: true, tags: true } as const

// Excel takes the full-width signs for the others; what stands before a sign is dropped by other programs.
const WIDE_FORMULA = /^[＝＋－＠]/u
const cellOf = (text: string | null) => {
  const clean = cleanText(text ?? '').trim()
  return WIDE_FORMULA.test(clean) ? `'${clean}` : clean
}

async function* rowsOf(entries: OpenEntries): AsyncGenerator<string[]> {
  yield [...FIELDS.map(({ heading }) => heading), '授權']
  const licence = `${LICENCE.name} ${LICENCE.address}`
  for await (const entry of entries) yield [...FIELDS.map((field) => cellOf(field.of(entry))), licence]
}

/**
 * RFC 4180 in UTF-8 with the mark that Excel needs; no cell is run as a formula. A table has no place for a statement:
 * each row names its licence, and `fieldsAsCsv` tells the rest.
 */
export const entriesAsCsv = (entries: OpenEntries): AsyncGenerator<string> => csvOf(rowsOf(entries))

/** What stands in each column, and the statement of the licence: the file beside the table. */
export const fieldsAsCsv = (set: OpenSet): AsyncGenerator<string> => csvOf(describedRows(set))

async function* describedRows(set: OpenSet): AsyncGenerator<string[]> {
  yield ['欄位', '代碼', '說明']
  for (const { heading, name, means } of FIELDS) yield [heading, name, means]
  yield ['授權', 'licence', statementOf(set)]
}

/** One JSON object with licence, fields and entries; lists are lists, what is not known is null. */
export async function* entriesAsJson(set: OpenSet, entries: OpenEntries): AsyncGenerator<string> {
  const head = {
    title: cleanText(set.title),
    publisher: cleanText(set.publisher),
    address: set.address,
    at: set.at.toISOString(),
    licence: { ...LICENCE, statement: cleanText(statementOf(set)) },
    fields: FIELDS.map(({ name, heading, means }) => ({ name, heading, means })),
  }
  yield `${JSON.stringify(head).slice(0, -1)},"entries":[`
  let between = '\n'
  for await (const entry of entries) {
    yield between + JSON.stringify(jsonOf(entry))
    between = ',\n'
  }
  yield '\n]}\n'
}

const jsonOf = (entry: OpenEntry) =>
  Object.fromEntries(
    FIELDS.map(({ name, of }) => {
      if (isList(name)) return [name, entry[name].map((text) => cleanText(text))]
      const text = of(entry)
      return [name, text === null ? null : cleanText(text)]
    }),
  )

const isList = (name: string): name is keyof typeof LISTS => Object.hasOwn(LISTS, name)

/** One XML document: licence, fields, then an element for each entry. What is empty is left out. */
export async function* entriesAsXml(set: OpenSet, entries: OpenEntries): AsyncGenerator<string> {
  const fields = FIELDS.map(
    ({ name, heading, means }) =>
      `<field name="${name}" heading="${xmlText(heading)}">${xmlText(means)}</field>`,
  )
  yield [
    `${XML_DECLARATION}<dataset at="${set.at.toISOString()}">`,
    xmlElement('title', set.title),
    xmlElement('publisher', set.publisher),
    xmlElement('address', set.address),
    `<licence name="${LICENCE.name}" address="${LICENCE.address}">${xmlText(statementOf(set))}</licence>`,
    `<fields>${fields.join('')}</fields>`,
    '<entries>\n',
  ].join('\n')
  for await (const entry of entries)
    yield `<entry>${FIELDS.map((field) => elementOf(field, entry)).join('')}</entry>\n`
  yield '</entries>\n</dataset>\n'
}

function elementOf({ name, of }: Field, entry: OpenEntry): string {
  if (!isList(name)) return xmlElement(name, of(entry))
  const items = entry[name].map((text) => xmlElement('item', text)).join('')
  return items && `<${name}>${items}</${name}>`
}
