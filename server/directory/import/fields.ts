import type { DirectorySubject } from './shapes.ts'

export type Field = {
  /** How the field is called on screen and in sentences. */
  readonly words: { readonly 'zh-TW': string; readonly en: string }
  /** Headers that mean it, besides its own words. */
  readonly headers: readonly string[]
  /** Without it a row says nothing: `always`; without it nothing new can be made: `new`. */
  readonly needed?: 'always' | 'new'
}

export type Fields = Readonly<Record<string, Field>>

export const field = (zh: string, en: string, headers: string[] = [], needed?: Field['needed']): Field => ({
  words: { 'zh-TW': zh, en },
  headers,
  ...(needed && { needed }),
})

const AGENCIES = {
  code: field(
    '機關代碼',
    'Agency code',
    ['機關代號', '代碼', '代號', '單位代碼', 'code', 'agency no'],
    'always',
  ),
  name: field('機關名稱', 'Agency name', ['機關全銜', '全銜', '名稱', '單位名稱', 'name', 'agency'], 'new'),
  shortName: field('機關簡稱', 'Short name', ['簡稱', 'abbreviation']),
  parentCode: field('上級機關代碼', 'Parent agency code', [
    '上級機關代號',
    '主管機關代碼',
    '主管機關代號',
    '上級代碼',
    'parent code',
    'parent',
    'authority code',
  ]),
  hrSystem: field('人事系統', 'HR system', ['人事資訊系統', '使用系統', '系統版本', 'hrsystem'], 'new'),
  county: field('縣市', 'County', ['所在縣市', '縣市別', 'city']),
  address: field('地址', 'Address', ['機關地址', '通訊地址']),
  reportingRoute: field('報送流程', 'Reporting route', ['報送路徑', '報送途徑', 'route']),
  notes: field('備註', 'Notes', ['說明', '附註', 'remarks']),
}

const PEOPLE = {
  personnelNo: field(
    '人員代碼',
    'Personnel number',
    [
      '人事代號',
      '人員代號',
      '員工編號',
      '職員編號',
      '員工代碼',
      'employee no',
      'employee number',
      'staff no',
    ],
    'always',
  ),
  name: field('姓名', 'Name', ['人員姓名', '中文姓名', 'full name'], 'new'),
  agencyCode: field('服務機關代碼', 'Agency code', [
    '機關代碼',
    '機關代號',
    '服務機關代號',
    '單位代碼',
    'agency',
    'code of agency',
  ]),
  title: field('職稱', 'Title', ['職務', '官職', 'position', 'job title']),
  email: field('電子郵件', 'E-mail', ['電子信箱', '信箱', 'email', 'mail', 'e-mail address']),
  phone: field('電話', 'Telephone', ['辦公電話', '聯絡電話', '公務電話', '電話號碼', 'phone', 'tel']),
  extension: field('分機', 'Extension', ['分機號碼', 'ext']),
  mobile: field('手機', 'Mobile', ['行動電話', '手機號碼', 'mobile phone', 'cell']),
  status: field('在職狀態', 'Status', ['狀態', '異動別', '異動原因', '在職', 'employment status']),
  leftOn: field('離職日期', 'Left on', ['離職日', '退休日期', '卸任日期', '離職生效日', 'leaving date']),
  successorNo: field('接任者人員代碼', 'Successor', [
    '接任人員代碼',
    '接任者',
    '接任者代碼',
    '接任人員',
    '職務代理人代碼',
    'successor no',
    'successor personnel number',
  ]),
}

const SYSTEMS = {
  code: field('系統代碼', 'System code', ['系統代號', '代碼', '代號', 'code'], 'always'),
  name: field('系統名稱', 'System name', ['名稱', '系統全名', 'name', 'system'], 'new'),
  shortName: field('系統簡稱', 'Short name', ['簡稱', 'abbreviation']),
  oldNames: field('舊名', 'Old names', ['舊系統名稱', '曾用名', '別名', 'former names', 'aliases']),
  domain: field('業務別', 'Domain', ['業務類別', '業務', '類別'], 'new'),
  ownerNo: field('負責人人員代碼', 'Owner', [
    '負責人代碼',
    '系統負責人',
    '負責人',
    '承辦人代碼',
    'owner no',
    'owner personnel number',
  ]),
  vendorName: field('委外廠商', 'Vendor', ['廠商', '廠商名稱', '維護廠商', 'vendor name']),
}

/** What can be read of each subject, in the order shown. */
export const FIELDS: Record<DirectorySubject, Fields> = {
  agencies: AGENCIES,
  people: PEOPLE,
  systems: SYSTEMS,
}

/** Which column is which field, by header; a field is found once, in the first column called so. */
export function columnsFor(fields: Fields, header: readonly string[]): (string | null)[] {
  const known = new Map(
    Object.entries(fields).flatMap(([key, { words, headers }]) =>
      [words['zh-TW'], words.en, key, ...headers].map((name) => [alike(name), key] as const),
    ),
  )
  const taken = new Set<string>()
  return header.map((name) => {
    const key = known.get(alike(name))
    if (!key || taken.has(key)) return null
    taken.add(key)
    return key
  })
}

/** Width, case, white space, marks and what stands in brackets at the end make no other header. */
const alike = (header: string) =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（[].*$/u, '')
    .replace(/[\s_*＊:：.\-/]/gu, '')

/** Fields that no column is, though nothing could be read or made without them. */
export const missingFields = (
  fields: Fields,
  columns: readonly (string | null)[],
  needed: NonNullable<Field['needed']>,
) =>
  Object.entries(fields).flatMap(([key, one]) =>
    one.needed === needed && !columns.includes(key) ? [key] : [],
  )

export const neededForNew = (subject: DirectorySubject) =>
  Object.entries(FIELDS[subject]).flatMap(([key, { needed }]) => (needed === 'new' ? [key] : []))
