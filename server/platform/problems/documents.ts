/** Why an official document could not be taken in by itself, and what its screens refuse. */
export const documentProblems = {
  'document-not-found': {
    'zh-TW': '找不到這件公文，或您沒有查看的權限。請從公文清單重新開啟。',
    en: 'There is no such document, or it is not yours to see. Please open it from the list of documents.',
  },
  'document-not-xml': {
    'zh-TW': '公文檔的結構不完整，無法自動讀取；檔案已完整保留。請補上文號、發文機關與主旨後重新收文。',
    en: 'The document file is not well-formed and could not be read; it is kept in full. Please fill in number, sender and subject and try again.',
  },
  'document-charset': {
    'zh-TW': '無法辨識公文檔的文字編碼；檔案已完整保留。請補上文號、發文機關與主旨後重新收文。',
    en: 'The character encoding of the document file is not known; it is kept in full. Please fill in number, sender and subject and try again.',
  },
  'document-entities': {
    'zh-TW':
      '公文檔含有不允許的實體宣告，為安全起見不予展開；檔案已完整保留。請補上文號、發文機關與主旨後重新收文。',
    en: 'The document file declares entities that are not expanded, for safety; it is kept in full. Please fill in number, sender and subject and try again.',
  },
  'document-too-large': {
    'zh-TW': '公文檔超過可自動讀取的大小；檔案已完整保留。請補上文號、發文機關與主旨後重新收文。',
    en: 'The document file is too large to be read automatically; it is kept in full. Please fill in number, sender and subject and try again.',
  },
  'document-incomplete': {
    'zh-TW': '公文缺少文號、發文機關或主旨，尚未立案；檔案已完整保留。請補齊後重新收文。',
    en: 'The document lacks its number, its sender or its subject, so there is no case yet; it is kept in full. Please fill them in and try again.',
  },
  'document-needs-cover': {
    'zh-TW': '這件公文沒有交換檔（DI），尚未立案；檔案已完整保留。請填寫文號、發文機關與主旨後重新收文。',
    en: 'This document came without an exchange file (DI), so there is no case yet; it is kept in full. Please fill in number, sender and subject and try again.',
  },
  'document-file-missing': {
    'zh-TW': '公文的檔案不在或已屬於其他案件，未收文。請重新上傳後再送。',
    en: 'A file of the document is missing or belongs to another case; nothing was taken in. Please upload it again.',
  },
  'document-is-case': {
    'zh-TW': '這件公文已經立案，不需要重新收文。請開啟它的案件。',
    en: 'This document is a case already; there is nothing to try again. Please open its case.',
  },
  'closing-needs-document': {
    'zh-TW': '這件公文還沒有登錄復文，尚未結案。請在公文資料登錄復文的文號與日期，或註明不需函復的原因。',
    en: 'The reply to this official document has not been recorded, so the case stays open. Please record its number and date, or say why none is needed.',
  },
  'document-date-invalid': {
    'zh-TW': '日期不正確，尚未儲存。請輸入民國年月日，例如 115.11.25。',
    en: 'This is not a date; nothing was saved. Please give a day such as 115.11.25 or 2026-11-25.',
  },
} as const
