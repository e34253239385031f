import { SENTENCES as OF_DIRECTORY } from '../../directory/import/faults.ts'
import type { Fault } from '../../directory/import/shapes.ts'
import type { Language } from '../../platform/problems.ts'

/** Why an entry was not imported: what is wrong, and what to do. */
const OF_ENTRIES = {
  'body-too-large': {
    'zh-TW': '「{field}」超過 1 MB，請縮短，或拆成幾筆問答。',
    en: '“{field}” is larger than 1 MB; please shorten it, or make several entries of it.',
  },
  'number-unreadable': {
    'zh-TW': '編號「{value}」不是問答編號，請寫成像 Q000948；其他系統的編號請放在「來源編號」。',
    en: '“{value}” is no number of an entry; please write it like Q000948, and numbers of other systems as source number.',
  },
  'number-far': {
    'zh-TW': '編號「{value}」離現有編號太遠，請確認是否打錯；要由系統編號，請留空。',
    en: 'The number “{value}” is far beyond those there are; leave it empty to have one given.',
  },
  'source-taken': {
    'zh-TW': '來源編號「{value}」已是另一筆問答的，請修正來源編號或編號。',
    en: 'The source number “{value}” belongs to another entry; please correct it, or the number.',
  },
  'visibility-unknown': {
    'zh-TW': '公開範圍「{value}」看不懂，請填「公開」「登入後可見」「內部」或「廠商」。',
    en: 'There is no visibility “{value}”; please write public, signed-in, internal or vendor.',
  },
  'reason-missing': {
    'zh-TW': '不對外公開的問答要在「{field}」寫明原因，請補上。',
    en: 'What is not for everybody needs “{field}”; please fill it in.',
  },
  'vendor-missing': {
    'zh-TW': '公開範圍是「廠商」時要填「{field}」，請補上。',
    en: 'Visible to a vendor, it needs “{field}”; please fill it in.',
  },
  'answer-missing': {
    'zh-TW': '「簡答」與「內容」至少要有一個，請補上。',
    en: 'A short answer or a content is needed; please fill one in.',
  },
  'system-unknown': {
    'zh-TW': '找不到系統「{value}」，請改用系統清單裡的代碼或名稱。',
    en: 'There is no system “{value}”; please use a code or name of the list of systems.',
  },
  'authority-unknown': {
    'zh-TW': '「{field}」的機關代碼「{value}」找不到，請修正。',
    en: 'There is no agency “{value}” in “{field}”; please correct it.',
  },
  'variants-unreadable': {
    'zh-TW': '「{field}」要先有一行【機關代碼】，下一行起寫內容，同一個機關只寫一次，請修正。',
    en: '“{field}” begins with a line 【code of the agency】, its content in the lines below, each agency once.',
  },
  'too-many': {
    'zh-TW': '「{field}」最多 {most} 項，請減少。',
    en: '“{field}” has more than {most} items; please leave some out.',
  },
  'owner-no-editor': {
    'zh-TW': '負責人「{value}」沒有編寫問答的權限，請改填其他人。',
    en: 'The owner “{value}” may not write entries; please name somebody else.',
  },
  'days-reversed': {
    'zh-TW': '失效日在生效日之前，請修正日期。',
    en: 'It would end before it begins; please correct the days.',
  },
  'day-unlikely': {
    'zh-TW': '「{field}」的「{value}」不在合理範圍內，請修正。',
    en: '“{value}” in “{field}” is no likely day; please correct it.',
  },
  'file-missing': {
    'zh-TW': '附件「{value}」不在 ZIP 裡，請確認路徑與檔名，或把檔案放進 ZIP。',
    en: 'The attachment “{value}” is not in the ZIP; please check its path and name.',
  },
  'file-refused': {
    'zh-TW': '附件「{value}」的類型不收，請移除或換成可以附加的檔案。',
    en: 'Files like “{value}” are not taken; please remove it or bring another.',
  },
  'being-edited': {
    'zh-TW': '「{value}」有草稿或審核中的版本，請先完成或放棄，再匯入這一列。',
    en: '“{value}” is being edited; please finish or discard that version, and import this row again.',
  },
  withdrawn: {
    'zh-TW': '「{value}」已下架，請由編輯重新上架後再匯入，或清空編號與來源編號另立新問答。',
    en: '“{value}” is withdrawn; please have it published again first, or leave its numbers empty to make a new entry.',
  },
  'example-row': {
    'zh-TW': '這是範本的範例列，不會匯入；刪除這一列即可。',
    en: 'This is the example of the template and is not imported; please delete the row.',
  },
  unfit: {
    'zh-TW': '這一列的內容不能儲存成問答，請檢查標題、內容與附件。',
    en: 'This row cannot be kept as an entry; please check title, content and attachments.',
  },
} as const satisfies Record<string, Record<Language, string>>

export const SENTENCES = { ...OF_DIRECTORY, ...OF_ENTRIES }

export const faultOf = (code: keyof typeof SENTENCES, about: Omit<Fault, 'code'> = {}): Fault => ({
  code,
  ...about,
})
