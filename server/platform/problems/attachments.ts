import { attachmentReasons } from './attachment-reasons.ts'

export const attachmentProblems = {
  ...attachmentReasons,
  'file-not-found': {
    'zh-TW': '找不到這個檔案，或您沒有查看的權限。請從案件重新開啟。',
    en: 'There is no such file, or it is not yours to see. Please open it from its case.',
  },
  'file-too-large': {
    'zh-TW': '檔案超過大小上限，未上傳。請壓縮、分批，或改用客服傳檔。',
    en: 'The file is larger than allowed and was not uploaded. Please compress or split it.',
  },
  'file-not-ready': {
    'zh-TW': '有檔案還沒上傳完成，內容尚未送出。請等上傳完成，或移除該檔案。',
    en: 'A file has not finished uploading and nothing was sent. Please wait for it or remove it.',
  },
  'file-link-expired': {
    'zh-TW': '這個檔案連結已過期，檔案仍保留。請重新整理案件頁面後再開啟一次。',
    en: 'This link to the file has expired; the file is still kept. Please reload the case and open it again.',
  },
  'upload-busy': {
    'zh-TW': '這個檔案正由另一個連線上傳，已收到的部分都保留。請稍候會自動繼續。',
    en: 'This file is being uploaded over another connection; what has arrived is kept. It goes on in a moment.',
  },
  'upload-offset-wrong': {
    'zh-TW': '上傳的位置與已收到的部分不相接，已收到的部分都保留。請重新選擇同一個檔案繼續上傳。',
    en: 'The upload does not continue where it stopped; what has arrived is kept. Please choose the same file again to go on.',
  },
  'upload-not-understood': {
    'zh-TW': '上傳的格式不符合 tus 協定，未予處理。請改用網頁上的檔案欄位上傳。',
    en: 'The upload does not follow the tus protocol and was not processed. Please use the file field of the page.',
  },
  'too-many-files': {
    'zh-TW': '附件超過數量或總容量上限，內容尚未送出。請減少附件再送。',
    en: 'There are too many attachments, or they are too large together; nothing was sent. Please remove some.',
  },
  'file-refused': {
    'zh-TW': '這個檔案的類型或內容不安全，已拒收，其他內容仍保留。請改附其他格式。',
    en: 'This file is not safe and was refused; everything else is kept. Please attach another format.',
  },
  'file-held': {
    'zh-TW':
      '這個檔案可能有風險，已保留但暫不開放；案件照常處理。需要內容時，請主管於「暫停開放的附件」確認後放行。',
    en: 'This file may be dangerous: it is kept but not opened to anybody; the case goes on. A supervisor can release it from the list of held attachments.',
  },
  'file-not-held': {
    'zh-TW': '這個檔案不在暫停開放的清單中，可能已由其他人處理。請重新整理清單。',
    en: 'This file is not held back any more; somebody else may have dealt with it. Please reload the list.',
  },
  'file-held-for-virus': {
    'zh-TW': '掃毒程式在這個檔案中發現惡意程式，不能放行；檔案仍保留。請刪除，並請寄件者改寄其他檔案。',
    en: 'The virus scanner found malware in this file, so it cannot be released; it is still kept. Please drop it and ask its sender for another file.',
  },
  'file-has-no-pages': {
    'zh-TW': '這個檔案無法逐頁顯示，檔案仍保留。請改用「下載」，以電腦上的程式開啟。',
    en: 'This file cannot be shown page by page; it is kept. Please download it and open it with a program of your own.',
  },
} as const
