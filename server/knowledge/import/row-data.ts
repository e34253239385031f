import { DOMAINS } from '../../directory/api.ts'
import { type Cells, cellsOf } from '../../directory/import/cells.ts'
import type { ReadRow } from '../../directory/import/row-data.ts'
import { cleanLine } from '../../platform/zh/text.ts'
import { entryNumberIn } from '../numbers.ts'
import type { Domain, HrSystem, Visibility } from '../shapes.ts'
import { type NamedFile, readAttachments } from './attachment-text.ts'
import { linesOf, parted, TOO_LONG_FOR_EXCEL, unguarded } from './cells.ts'
import { type EntryField, HR_FIELDS, meaningOf, VISIBILITY_WORDS } from './fields.ts'
import { faultOf } from './sentences.ts'
import { type AuthorityText, readAuthorityTexts } from './variant-text.ts'

/** What a row says of an entry. A field that is left out is left as it is; null empties it. */
export type EntryData = {
  number?: string
  /** By what the same row is known again. */
  source: string
  /** The row itself names no source: it is known by its title. */
  isNamedByTitle?: true
  title?: string
  shortAnswer?: string
  body?: string
  expertBody?: string
  systems?: string[]
  domain?: Domain
  tags?: string[]
  appliesTo?: string
  visibility?: Visibility
  vendorName?: string | null
  whyHidden?: string | null
  ownerNo?: string | null
  reviewOn?: string | null
  effectiveFrom?: string | null
  effectiveUntil?: string | null
  changeNote?: string
  /** Null: none any more. */
  hrVariants?: { hrSystem: HrSystem; body: string | null }[]
  authorities?: AuthorityText[]
  files?: NamedFile[]
}

const MOST_BYTES = 1_048_576
const LONGEST = { line: 200, source: 190, answer: 2000, tag: 40, reason: 500 }
const MOST = { tags: 20, systems: 60, files: 60 }
const EMPTIES = /^[-－—–]$/u
/** The template's own row begins so. */
export const EXAMPLE_SOURCE = '範例-1'

/** What one row of a table says of an entry, or what is wrong with it. */
export function readEntryRow(columns: readonly (string | null)[], raw: readonly string[]): ReadRow {
  const given = raw.map((cell) => (cell === TOO_LONG_FOR_EXCEL ? '' : unguarded(cell)))
  const cells = cellsOf(columns, given)
  const reader = readerOf(cells, columns, given)
  const { key, ...identity } = identityOf(cells)
  const data = {
    ...identity,
    shortAnswer: reader.lines('shortAnswer', { characters: LONGEST.answer }),
    body: reader.lines('body'),
    expertBody: reader.lines('expertBody'),
    ...filingOf(cells, reader),
    ...audienceOf(cells),
    ownerNo: cells.text('ownerNo', LONGEST.line),
    reviewOn: reader.day('reviewOn'),
    effectiveFrom: reader.day('effectiveFrom'),
    effectiveUntil: reader.day('effectiveUntil'),
    changeNote: emptied(cells.text('changeNote', LONGEST.reason)),
    hrVariants: hrVariantsOf(reader),
    authorities: authoritiesOf(cells, reader),
    files: filesOf(cells, reader),
  }
  return {
    key,
    data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)),
    faults: cells.faults,
  }
}

const emptied = (text: string | null | undefined) => (text === null ? '' : text)

type Reader = ReturnType<typeof readerOf>

function readerOf(cells: Cells, columns: readonly (string | null)[], given: readonly string[]) {
  /** Several lines: undefined when there are none, '' when they are to be emptied. */
  function lines(name: EntryField, most: { characters?: number } = {}): string | undefined {
    const text = linesOf(given[columns.indexOf(name)] ?? '')
    if (text === '') return undefined
    if (EMPTIES.test(text)) return ''
    if (text.includes('\uFFFD')) cells.faults.push(faultOf('garbled', { field: name }))
    else if (most.characters !== undefined && [...text].length > most.characters)
      cells.faults.push(faultOf('too-long', { field: name, most: most.characters }))
    else if (Buffer.byteLength(text) > MOST_BYTES)
      cells.faults.push(faultOf('body-too-large', { field: name }))
    else return text
    return undefined
  }
  return {
    lines,
    /** Words of a list, as they stand: line ends part them, too. */
    words(name: EntryField, most: number): string[] | undefined {
      const cell = given[columns.indexOf(name)] ?? ''
      if (cell.trim() === '') return undefined
      if (EMPTIES.test(cell.trim())) return []
      const words = parted(cell)
      if (words.length > most) cells.faults.push(faultOf('too-many', { field: name, most }))
      return words
    },
    day(name: EntryField) {
      const day = cells.day(name)
      if (day && (day < '1912-01-01' || day > '2199-12-31'))
        cells.faults.push(faultOf('day-unlikely', { field: name, value: day }))
      return day
    },
  }
}

/** By what the row is known: its number, else its source, else its title. */
function identityOf(cells: Cells) {
  const typed = cells.text('number', LONGEST.line) ?? undefined
  const number = typed && entryNumberIn(typed)
  if (typed && (!number || Number(number.slice(1)) === 0))
    cells.faults.push(faultOf('number-unreadable', { field: 'number', value: typed }))
  const told = cells.text('source', LONGEST.source) ?? undefined
  const before = cells.faults.length
  const title = cells.text('title', LONGEST.line) ?? undefined
  if (!title && cells.faults.length === before) cells.faults.push(faultOf('cell-missing', { field: 'title' }))
  if (told === EXAMPLE_SOURCE) cells.faults.push(faultOf('example-row'))
  return {
    key: number ?? told ?? title,
    number,
    source: told ?? `標題：${(title ?? '').slice(0, LONGEST.source)}`,
    ...(told === undefined && { isNamedByTitle: true as const }),
    title,
  }
}

function filingOf(cells: Cells, reader: Reader) {
  const typed = cells.text('domain', LONGEST.line) ?? undefined
  const domain = DOMAINS.find((one) => one === typed?.normalize('NFKC'))
  if (typed && !domain) cells.faults.push(faultOf('domain-unknown', { field: 'domain', value: typed }))
  const tags = reader.words('tags', MOST.tags)
  if (tags?.some((tag) => tag.length > LONGEST.tag))
    cells.faults.push(faultOf('too-long', { field: 'tags', most: LONGEST.tag }))
  return {
    systems: reader.words('systems', MOST.systems),
    domain,
    tags,
    appliesTo: emptied(cells.text('appliesTo', LONGEST.line)),
  }
}

function audienceOf(cells: Cells) {
  const typed = cells.text('visibility', LONGEST.line) ?? undefined
  const visibility = typed === undefined ? undefined : meaningOf(VISIBILITY_WORDS, typed)
  if (typed && !visibility)
    cells.faults.push(faultOf('visibility-unknown', { field: 'visibility', value: typed }))
  return {
    visibility,
    vendorName: cells.text('vendorName', LONGEST.line),
    whyHidden: cells.text('whyHidden', LONGEST.reason),
  }
}

function hrVariantsOf(reader: Reader) {
  const variants = HR_FIELDS.flatMap(([name, hrSystem]) => {
    const body = reader.lines(name)
    return body === undefined ? [] : [{ hrSystem, body: body === '' ? null : body }]
  })
  return variants.length > 0 ? variants : undefined
}

function authoritiesOf(cells: Cells, reader: Reader) {
  const text = reader.lines('forAuthorities')
  if (!text) return text === '' ? [] : undefined
  const texts = readAuthorityTexts(text)
  if (!texts) cells.faults.push(faultOf('variants-unreadable', { field: 'forAuthorities' }))
  return texts
}

function filesOf(cells: Cells, reader: Reader) {
  const text = reader.lines('attachments')
  if (!text) return text === '' ? [] : undefined
  const files = readAttachments(text)
  if (files.length > MOST.files)
    cells.faults.push(faultOf('too-many', { field: 'attachments', most: MOST.files }))
  return files.filter(({ path }, n) => files.findIndex((file) => cleanLine(file.path) === path) === n)
}
