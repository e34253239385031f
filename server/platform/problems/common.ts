/** Sentences for what can go wrong anywhere. */
export const commonProblems = {
  internal: {
    'zh-TW':
      '系統發生未預期的錯誤，您輸入的內容仍保留在畫面上。請稍後再試；若持續發生，請把錯誤代碼告訴客服。',
    en: 'Something went wrong on our side. What you typed is still on the screen. Please try again later; if it keeps happening, tell the help desk the error code.',
  },
  'input-invalid': {
    'zh-TW': '有欄位的內容不符合規定，資料尚未送出。請依欄位旁的說明修正後再送一次。',
    en: 'A field does not meet its rules and nothing was sent. Please correct it as shown beside the field and send again.',
  },
  'json-broken': {
    'zh-TW': '送來的內容不是完整的 JSON，未予處理。請檢查格式後重送。',
    en: 'The content sent is not valid JSON and was not processed. Please check its form and send it again.',
  },
  'form-broken': {
    'zh-TW': '送來的表單不完整，未予處理。請回上一頁確認內容後再送一次。',
    en: 'The form arrived incomplete and was not processed. Please go back, check it and send it again.',
  },
  'content-type-unsupported': {
    'zh-TW': '不支援這種內容格式，未予處理。請改用 application/json 重送。',
    en: 'This content type is not supported and nothing was processed. Please use application/json.',
  },
  'content-too-large': {
    'zh-TW': '送來的內容超過上限，未予處理。請縮短文字，或把檔案改用附件上傳。',
    en: 'The content is larger than allowed and was not processed. Please shorten it, or upload files as attachments.',
  },
  'not-found': {
    'zh-TW': '找不到這筆資料，可能已移動，或不在您可查看的範圍。請回上一頁重新選擇。',
    en: 'This could not be found, or it is not yours to see. Please go back and choose again.',
  },
  'permission-missing': {
    'zh-TW': '您的帳號沒有這項權限，資料未變更。如有需要請洽系統管理者。',
    en: 'Your account may not do this and nothing was changed. Please ask an administrator if you need it.',
  },
  'origin-refused': {
    'zh-TW': '這個請求不是從本網站送出，為保護您的帳號已拒絕。請重新開啟本網站再操作一次。',
    en: 'This request did not come from this site and was refused to protect your account. Please reopen the site and try again.',
  },
  'too-many-requests': {
    'zh-TW': '操作太頻繁，已暫停受理。請稍候再試，先前送出的資料不受影響。',
    en: 'Too many requests. Please wait a moment; what you sent before is kept.',
  },
  'temporarily-unavailable': {
    'zh-TW': '服務暫時無法使用，您的內容尚未送出但仍保留在畫面上。請稍候一分鐘再試。',
    en: 'The service is briefly unavailable. Nothing was sent; what you typed is still on the screen. Please try again in a minute.',
  },
  'refers-to-nothing': {
    'zh-TW': '所選的資料已不存在，內容尚未送出。請重新整理後再選一次。',
    en: 'Something you chose no longer exists and nothing was sent. Please reload and choose again.',
  },
  'saved-elsewhere': {
    'zh-TW': '這筆資料剛被他人更新，您的內容尚未存入但仍保留在畫面上。請比對後再存一次。',
    en: 'Somebody else just changed this. Yours is not saved yet and is still on the screen. Please compare and save again.',
  },
} as const
