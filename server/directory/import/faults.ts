import type { Language } from '../../platform/problems.ts'
import type { Fault } from './shapes.ts'

/** Why a row was not imported: what is wrong, and what to do. `{field}`, `{value}`, `{row}`, `{most}` are put in. */
export const SENTENCES = {
  'cell-missing': {
    'zh-TW': '「{field}」沒有填寫，請補上。',
    en: '“{field}” is empty; please fill it in.',
  },
  'new-lacks': {
    'zh-TW': '這是新資料，必須有「{field}」，請補上。',
    en: 'This is new, so “{field}” is needed; please fill it in.',
  },
  'too-long': {
    'zh-TW': '「{field}」超過 {most} 個字，請縮短。',
    en: '“{field}” is longer than {most} characters; please shorten it.',
  },
  garbled: {
    'zh-TW': '「{field}」有無法辨識的字，請換一種編碼讀取，或修正這個字。',
    en: '“{field}” has characters that cannot be read; please choose another encoding or correct it.',
  },
  'code-malformed': {
    'zh-TW': '「{field}」的「{value}」只能有英文字母、數字、點、底線與連字號，請修正。',
    en: '“{value}” in “{field}” may only have letters, digits, dots, underscores and hyphens.',
  },
  'national-id': {
    'zh-TW': '「{field}」看來是身分證字號，本系統不保存，請改用人員代碼。',
    en: '“{field}” looks like a national identity number, which is never kept here; please use the personnel number.',
  },
  'phone-unreadable': {
    'zh-TW': '「{field}」的「{value}」不是可撥的電話，請寫成像 02-2397-9298 #123。',
    en: '“{value}” in “{field}” is no telephone number; please write it like 02-2397-9298 #123.',
  },
  'mail-unreadable': {
    'zh-TW': '「{field}」的「{value}」不是電子郵件地址，請修正。',
    en: '“{value}” in “{field}” is no e-mail address.',
  },
  'hr-system-unknown': {
    'zh-TW': '人事系統「{value}」不在清單，請填 Pemis2K、WebHR 或自建。',
    en: 'There is no HR system “{value}”; please write Pemis2K, WebHR or own.',
  },
  'domain-unknown': {
    'zh-TW': '業務別「{value}」不在清單，請填八項業務別之一，例如「差勤」。',
    en: 'There is no domain “{value}”; please write one of the eight, such as 差勤.',
  },
  'date-unreadable': {
    'zh-TW': '看不懂「{field}」的「{value}」，請寫成像 1151121、115/11/21 或 2026-11-21。',
    en: '“{value}” in “{field}” is no date; please write it like 1151121, 115/11/21 or 2026-11-21.',
  },
  'date-ahead': {
    'zh-TW': '「{field}」{value} 還沒到，請於當日起再匯入這一列。',
    en: '“{field}” is {value}, which is still to come; please import this row from that day on.',
  },
  'status-unknown': {
    'zh-TW': '看不懂在職狀態「{value}」，請填在職、離職、退休或調離。',
    en: 'The status “{value}” is not known; please write 在職, 離職, 退休 or 調離.',
  },
  duplicate: {
    'zh-TW': '「{field}」的「{value}」與第 {row} 列重複，只採用第 {row} 列。',
    en: '“{value}” in “{field}” is already in row {row}; only row {row} is used.',
  },
  'agency-unknown': {
    'zh-TW': '找不到機關代碼「{value}」，請先匯入機關或修正代碼。',
    en: 'There is no agency with code “{value}”; please import the agency first or correct the code.',
  },
  'parent-unknown': {
    'zh-TW': '找不到上級機關代碼「{value}」，檔案中也沒有，請補上或修正。',
    en: 'There is no parent agency with code “{value}”, neither here nor in the file.',
  },
  'parent-failed': {
    'zh-TW': '上級機關「{value}」那一列有誤，這一列也未匯入，請一併修正。',
    en: 'The row of its parent agency “{value}” has a fault, so this one was left out too.',
  },
  'parent-circle': {
    'zh-TW': '上級機關「{value}」會使機關互為上下級，請修正。',
    en: 'With the parent “{value}” agencies would be above each other in a circle.',
  },
  'successor-unknown': {
    'zh-TW': '找不到接任者「{value}」，請先建立此人或修正代碼。',
    en: 'There is no successor with number “{value}”; please add them first or correct the number.',
  },
  'successor-is-self': {
    'zh-TW': '接任者就是本人「{value}」，請修正。',
    en: 'The successor “{value}” is the person themselves.',
  },
  'successor-leaves': {
    'zh-TW': '接任者「{value}」本身也已離職或在這個檔案中離職，請改填其他人。',
    en: 'The successor “{value}” has left or leaves in this file; please name somebody else.',
  },
  'owner-unknown': {
    'zh-TW': '找不到負責人「{value}」，請先匯入人員或修正代碼。',
    en: 'There is no person with number “{value}”; please import them first or correct the number.',
  },
  'owner-left': {
    'zh-TW': '負責人「{value}」已離職，請改填其他人。',
    en: 'The owner “{value}” has left; please name somebody else.',
  },
  'vendor-unknown': {
    'zh-TW': '找不到廠商「{value}」，請修正名稱。',
    en: 'There is no vendor “{value}”; please correct the name.',
  },
  'not-storable': {
    'zh-TW': '這一列寫入時被資料庫拒絕，請檢查內容後再匯入；若仍不行，請聯絡系統管理者。',
    en: 'The database refused this row; please check it and import it again, or ask an administrator.',
  },
} as const satisfies Record<string, Record<Language, string>>

export type FaultCode = keyof typeof SENTENCES

export const faultOf = (code: FaultCode, about: Omit<Fault, 'code'> = {}): Fault => ({ code, ...about })
