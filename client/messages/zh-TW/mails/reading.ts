/** What is noticeable about a mail, in a word or two; `…Help` says what it means for whoever answers. */
export const marks = {
  label: '郵件標記',
  unknown: '標記：{{code}}',
  'sender-not-proved': '寄件人未經證實',
  'other-sender': '寄件人不同',
  'changed-subject': '主旨已變更',
  reopened: '因來信重新處理',
  automatic: '自動回覆',
  bounce: '退信',
  loop: '疑似信件迴圈',
  'no-sender': '沒有寄件人',
  'too-many': '短時間來信過多',
  'same-mail': '同一封信寄到多個信箱',
  'same-id-other-content': '郵件編號重複、內容不同',
  'no-receipt': '未寄收件回執',
  held: '附件暫不提供',
  'charset-guessed': '文字編碼是推測的',
  'structure-repaired': '格式有誤，已修復',
  'headers-cut': '標頭過長，已截短',
  'text-cut': '內文過長，已截短',
  'parts-cut': '附件過多，部分未列',
} as const

/** Why a mail waits for somebody, or was refused. */
export const reasons = {
  unknown: '其他原因（{{code}}）',
  unreadable: '讀不出內容',
  'no-sender': '沒有寄件人',
  loop: '疑似信件迴圈',
  'too-many': '短時間來信過多',
  automatic: '不屬於任何案件的自動回覆',
  bounce: '不屬於任何案件的退信',
} as const

/** Why a mail could not be dealt with, by the code that is kept. */
export const faults = {
  'unreadable-time': '讀取超過時間上限',
  'unreadable-memory': '讀取超過記憶體上限',
  'unreadable-crash': '讀取程序意外結束',
} as const

export const reader = {
  sentTo: '寄到「{{mailbox}}」',
  showQuoted: '顯示引用內容',
  hideQuoted: '收起引用內容',
  quoted: '引用內容',
  noQuoted: '沒有引用內容。',
  showRest: '顯示全文',
  cut: '這封信還有更多內容，請看整封信。',
  whole: '看整封信',
  wholeTitle: '郵件：{{subject}}',
  noSubject: '（沒有主旨）',
  loading: '正在讀取郵件',
  failed: '讀不到這封郵件',
  from: '寄件人',
  nobody: '沒有寫明',
  to: '收件人',
  cc: '副本',
  date: '寄件時間',
  heads: '郵件資訊',
  more_other: '等 {{count}} 人',
  body: '內文',
  noText: '這封信沒有文字內容。',
  look: '顯示方式',
  asText: '純文字',
  asSent: '原始版面',
  asSentTitle: '郵件的原始版面',
  asSentNote: '信中的連結、表單與外部圖片都已停用；圖片只顯示隨信附上的。',
  pictures_other: '{{count}} 張隨信圖片讀不出來。',
  attachments: '附件',
  heldBack: '暫不提供：{{reason}}',
  held: {
    unknown: '未通過檢查（{{code}}）',
    quarantined: '立案或併入案件後才提供',
    'attachment-name-invalid': '檔名不能使用',
    'attachment-name-deceptive': '檔名會讓人誤認類型',
    'attachment-type-blocked': '可能含有程式的檔案類型',
    'attachment-type-not-allowed': '不在可收的檔案類型內',
    'attachment-empty': '空檔案',
    'attachment-too-large': '檔案過大，無法檢查',
    'attachment-executable': '內容是程式',
    'attachment-script': '含有會自動執行的指令碼',
    'attachment-macro': '含有巨集',
    'attachment-false-extension': '內容與副檔名不符',
    'attachment-encrypted': '設有密碼，無法檢查',
    'attachment-uninspectable': '內容無法檢查',
    'attachment-archive-damaged': '壓縮檔已損壞',
    'attachment-archive-unsafe-path': '壓縮檔內有不安全的路徑',
    'attachment-archive-bomb': '壓縮檔解開後大得異常',
    'attachment-archive-too-many-entries': '壓縮檔內檔案過多',
    'attachment-archive-too-deep': '壓縮檔層數過多',
    'attachment-virus': '掃毒發現惡意程式',
    'attachment-not-scanned': '等待掃毒，完成後自動提供',
  },
  original: '下載原件（.eml）',
  longText: '內文共 {{count, number}} 字',
} as const

export const split = {
  open: '拆成新案件',
  title: '從 {{number}} 拆出新案件',
  help: '這則訊息會成為新案件的第一則內容，原案件保留原樣；兩案會互相連結。',
  caseTitle: '新案件的標題',
  submit: '拆成新案件',
  done: '已拆成新案件 {{number}}。',
  goTo: '開啟 {{number}}',
} as const

export const related = {
  title: '相關案件',
  mentions: { forth: '來信提到', back: '被這一案的來信提到' },
  'same-mail': { forth: '同一封信', back: '同一封信' },
  'split-from': { forth: '拆自', back: '拆出' },
  continues: { forth: '接續', back: '由這一案接續' },
} as const

/** The way of a mail through the house, step by step. */
export const trace = {
  title: '經過',
  steps: {
    stored: '收下並存妥原件',
    'arrived-again': '同一封信再次送達',
    failed: '處理失敗',
    retried: '再試一次',
    case: '立案',
    'follow-up': '併入案件',
    quarantined: '列為待處理',
    refused: '退回',
    notified: '已通知寄件人',
    split: '拆成新案件',
  },
} as const
