/** Our mailboxes. */
export const mailInProblems = {
  'mailbox-not-found': {
    'zh-TW': '找不到這個信箱，設定未變更。請重新整理後再選一次。',
    en: 'There is no such mailbox and nothing was changed. Please reload and choose again.',
  },
  'mailbox-address-taken': {
    'zh-TW': '這個電子郵件地址已設為另一個信箱，設定未變更。請修改原有的信箱，或改用其他地址。',
    en: 'Another mailbox has this address already and nothing was changed. Please change that one, or use another address.',
  },
  'mailbox-needs-place': {
    'zh-TW': '從主機收信的信箱要填主機、連接埠、帳號與資料夾；其他方式則不填。設定未變更，請修正後再儲存。',
    en: 'A mailbox that is fetched needs its server, port, user and folder, and others must have none. Nothing was changed; please correct it and save again.',
  },
  'mailbox-needs-password': {
    'zh-TW':
      '第一次設定，或更換主機、連接埠、加密方式、帳號時，都要輸入密碼，以免密碼送往別處。設定未變更，請輸入密碼後再儲存。',
    en: 'The password is needed the first time, and whenever server, port, encryption or user change, so that it goes nowhere else. Nothing was changed; please type it and save again.',
  },
} as const
