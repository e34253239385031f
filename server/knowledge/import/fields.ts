import { type Fields, field } from '../../directory/import/fields.ts'

/** What a table of entries can say, in the order of our own export. */
export const ENTRY_FIELDS = {
  number: field('編號', 'Number', ['問答編號', 'Q&A number', 'no']),
  source: field('來源編號', 'Source number', ['來源', '原編號', '序號', 'source', 'source id', 'id']),
  title: field('標題', 'Title', ['問題', '主旨', '題目', 'question', 'subject'], 'always'),
  shortAnswer: field('簡答', 'Short answer', ['摘要', '簡要答覆', 'summary']),
  body: field('內容', 'Content', ['完整解答', '答案', '解答', '答覆', '說明', 'answer', 'body']),
  expertBody: field('進階內容', 'Expert content', ['進階說明', '精簡版', 'expert']),
  systems: field('系統', 'Systems', ['系統別', '適用系統', 'system']),
  domain: field('業務別', 'Domain', ['業務類別', '業務', '類別', 'category'], 'new'),
  tags: field('標籤', 'Tags', ['關鍵字', '關鍵詞', 'keywords', 'tag']),
  appliesTo: field('適用版本', 'Applies to', ['系統版本', '版本', 'versions']),
  visibility: field('公開範圍', 'Visibility', ['公開', '可見範圍', '公開別', 'audience']),
  vendorName: field('廠商', 'Vendor', ['委外廠商', '廠商名稱', 'vendor name']),
  whyHidden: field('原因', 'Reason', ['不公開原因', 'why hidden']),
  ownerNo: field('負責人', 'Owner', ['負責人人員代碼', '負責人代碼', '承辦人', 'owner number']),
  reviewOn: field('覆核日', 'Review on', ['檢視日期', '覆核日期', '複核日', 'review date']),
  effectiveFrom: field('生效日', 'Effective from', ['生效日期', '開始日', 'from']),
  effectiveUntil: field('失效日', 'Effective until', ['失效日期', '截止日', 'until']),
  changeNote: field('修訂說明', 'Change note', ['修訂紀錄', '修改說明', 'note']),
  forPemis2K: field('Pemis2K 版內容', 'Content for Pemis2K', ['Pemis2K', 'P2K 版內容']),
  forWebHR: field('WebHR 版內容', 'Content for WebHR', ['WebHR']),
  forOwn: field('自建系統版內容', 'Content for own systems', ['自建版內容', '自建系統']),
  forAuthorities: field('主管機關版內容', 'Content for authorities', ['機關版內容', 'authorities']),
  attachments: field('附件', 'Attachments', ['附件檔名', '檔案', 'files', 'attachment']),
} as const satisfies Fields

export type EntryField = keyof typeof ENTRY_FIELDS

/** The field of each variant for an HR system. */
export const HR_FIELDS = [
  ['forPemis2K', 'Pemis2K'],
  ['forWebHR', 'WebHR'],
  ['forOwn', 'own'],
] as const

/** How visibilities and kinds of files are called in a table; the first is how we write them. */
export const VISIBILITY_WORDS = {
  public: ['公開', '對外', 'public'],
  'signed-in': ['登入後可見', '登入可見', '需登入', '登入', 'signed-in', 'signed in'],
  internal: ['內部', '不公開', '限內部', '內部使用', 'internal'],
  vendor: ['廠商', '限廠商', 'vendor'],
} as const

export const FILE_WORDS = {
  attachment: ['附件', 'attachment'],
  picture: ['圖片', '圖', 'picture', 'image'],
  clip: ['影片', 'clip', 'video'],
  form: ['表單', '書表', 'form'],
} as const

/** What one of these words means. */
export function meaningOf<K extends string>(
  words: Record<K, readonly string[]>,
  typed: string,
): K | undefined {
  const said = typed.normalize('NFKC').trim().toLowerCase()
  return (Object.keys(words) as K[]).find((key) => words[key].includes(said))
}
