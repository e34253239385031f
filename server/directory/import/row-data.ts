import { isNationalId } from '../../platform/zh/national-id.ts'
import { DOMAINS } from '../api.ts'
import { type Cells, cellsOf } from './cells.ts'
import type { DirectorySubject, Fault } from './shapes.ts'

/** What a row says. A field that is left out is left as it is; null empties it. */
export type AgencyData = {
  name?: string
  shortName?: string
  parentCode?: string | null
  hrSystem?: 'Pemis2K' | 'WebHR' | 'own'
  county?: string
  address?: string
  reportingRoute?: string
  notes?: string
}
export type PersonData = {
  name?: string
  agencyCode?: string | null
  title?: string
  email?: string | null
  phones?: { e164: string; extension: string }[]
  /** Out of office since that day; null: in office (again). */
  leftOn?: string | null
  /** The row says only that they have left, not since when. */
  leftSomeDay?: true
  successorNo?: string
}
export type SystemData = {
  name?: string
  shortName?: string
  oldNames?: string[]
  domain?: (typeof DOMAINS)[number]
  ownerNo?: string | null
  vendorName?: string | null
}

type RowData = AgencyData | PersonData | SystemData
export type ReadRow = { key: string | undefined; data: object; faults: Fault[] }

const LONGEST = { code: 40, personnelNo: 20, name: 100, short: 60, line: 300 }
const HR_SYSTEMS: Record<string, AgencyData['hrSystem']> = {
  pemis2k: 'Pemis2K',
  pemis: 'Pemis2K',
  p2k: 'Pemis2K',
  webhr: 'WebHR',
  own: 'own',
  自建: 'own',
  自建系統: 'own',
  自行開發: 'own',
}
const IN_OFFICE = new Set([
  '在職',
  '現職',
  '任職',
  '復職',
  '到職',
  '新進',
  '調任',
  '留任',
  'active',
  'in office',
])
const OUT_OF_OFFICE = new Set([
  ...['離職', '退休', '資遣', '免職', '辭職', '死亡', '亡故', '調離', '撤職', '停職', '卸任'],
  ...['left', 'retired', 'resigned'],
])

/**
 * What one row of a file says about a record, or what is wrong with it.
 *
 * @param today the day in Taipei, against which days of leaving are held
 */
export function readRow(
  subject: DirectorySubject,
  columns: readonly (string | null)[],
  raw: readonly string[],
  today: string,
): ReadRow & { data: RowData } {
  const cells = cellsOf(columns, raw)
  const key = subject === 'people' ? keyOf(cells, 'personnelNo', LONGEST.personnelNo) : keyOf(cells, 'code')
  const data =
    subject === 'agencies' ? agency(cells) : subject === 'people' ? person(cells, key, today) : system(cells)
  return { key, data: withoutUndefined(data) as RowData, faults: cells.faults }
}

function keyOf(cells: Cells, field: string, most = LONGEST.code) {
  const before = cells.faults.length
  const key = cells.code(field, most)
  if (!key && cells.faults.length === before) cells.fault('cell-missing', { field })
  if (key && field === 'personnelNo' && isNationalId(key)) {
    cells.fault('national-id', { field })
    return undefined
  }
  return key ?? undefined
}

/** Names cannot be emptied, other words can. */
const filled = (cells: Cells, field: string, most: number) => cells.text(field, most) ?? undefined
const words = (cells: Cells, field: string, most: number) => {
  const text = cells.text(field, most)
  return text === null ? '' : text
}

function agency(cells: Cells) {
  const typed = filled(cells, 'hrSystem', LONGEST.short)
  const hrSystem = typed && HR_SYSTEMS[typed.normalize('NFKC').toLowerCase().replace(/\s/gu, '')]
  if (typed && !hrSystem) cells.fault('hr-system-unknown', { field: 'hrSystem', value: typed })
  return {
    name: filled(cells, 'name', LONGEST.name),
    shortName: filled(cells, 'shortName', LONGEST.short),
    parentCode: cells.code('parentCode', LONGEST.code),
    hrSystem,
    county: words(cells, 'county', LONGEST.short),
    address: words(cells, 'address', LONGEST.line),
    reportingRoute: words(cells, 'reportingRoute', LONGEST.line),
    notes: words(cells, 'notes', LONGEST.line),
  }
}

function person(cells: Cells, key: string | undefined, today: string) {
  const successorNo = cells.code('successorNo', LONGEST.personnelNo) ?? undefined
  if (successorNo && successorNo === key)
    cells.fault('successor-is-self', { field: 'successorNo', value: successorNo })
  return {
    name: filled(cells, 'name', LONGEST.name),
    agencyCode: cells.code('agencyCode', LONGEST.code),
    title: words(cells, 'title', LONGEST.name),
    email: cells.mail('email'),
    phones: cells.phones('phone', 'extension', 'mobile'),
    ...leavingOf(cells, today),
    successorNo,
  }
}

/** A day of leaving says that somebody has left, whatever the status; a status alone says so from today. */
function leavingOf(cells: Cells, today: string): Pick<PersonData, 'leftOn' | 'leftSomeDay'> {
  const leftOn = cells.day('leftOn')
  const typed = filled(cells, 'status', LONGEST.short)
  const status = typed?.normalize('NFKC').toLowerCase()
  const [stays, goes] = [IN_OFFICE.has(status ?? ''), OUT_OF_OFFICE.has(status ?? '')]
  if (typed && !stays && !goes) cells.fault('status-unknown', { field: 'status', value: typed })
  if (leftOn && leftOn > today) cells.fault('date-ahead', { field: 'leftOn', value: leftOn })
  if (leftOn) return { leftOn }
  if (goes) return { leftOn: today, leftSomeDay: true }
  return stays || leftOn === null ? { leftOn: null } : {}
}

function system(cells: Cells) {
  const typed = filled(cells, 'domain', LONGEST.short)
  const domain = DOMAINS.find((one) => one === typed?.normalize('NFKC'))
  if (typed && !domain) cells.fault('domain-unknown', { field: 'domain', value: typed })
  const oldNames = cells.text('oldNames', LONGEST.line)
  return {
    name: filled(cells, 'name', LONGEST.name),
    shortName: filled(cells, 'shortName', LONGEST.short),
    oldNames: oldNames === null ? [] : oldNames?.split(/\s*[、;；,，]\s*/u).filter(Boolean),
    domain,
    ownerNo: cells.code('ownerNo', LONGEST.personnelNo),
    vendorName: cells.text('vendorName', LONGEST.name),
  }
}

const withoutUndefined = (data: object) =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
