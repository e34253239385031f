export const attachmentProblems = {
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
  'too-many-files': {
    'zh-TW': '附件超過數量或總容量上限，內容尚未送出。請減少附件再送。',
    en: 'There are too many attachments, or they are too large together; nothing was sent. Please remove some.',
  },
  'file-refused': {
    'zh-TW': '這個檔案的類型或內容不安全，已拒收，其他內容仍保留。請改附其他格式。',
    en: 'This file is not safe and was refused; everything else is kept. Please attach another format.',
  },
} as const
