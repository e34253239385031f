export const identityProblems = {
  'sign-in-needed': {
    'zh-TW': '請先登入；您填寫的內容會保留，登入後可繼續。',
    en: 'Please sign in first; what you filled in is kept and you can go on afterwards.',
  },
  'sign-in-failed': {
    'zh-TW': '帳號或密碼不正確。請檢查大小寫後再試一次，或洽機關管理者重設密碼。',
    en: 'The account or password is not right. Please check and try again, or ask your administrator to reset it.',
  },
  'sign-in-throttled': {
    'zh-TW': '登入失敗次數過多，已暫停登入。請稍候再試，或洽機關管理者。',
    en: 'Too many failed attempts. Signing in is paused; please wait, or ask your administrator.',
  },
  'account-not-found': {
    'zh-TW': '找不到這個帳號。請重新整理清單後再選一次。',
    en: 'There is no such account. Please reload the list and choose again.',
  },
  'login-taken': {
    'zh-TW': '這個登入帳號已有人使用，帳號尚未建立。請換一個名稱。',
    en: 'This login is already taken and no account was created. Please choose another.',
  },
  'password-too-weak': {
    'zh-TW': '密碼至少要 12 個字，且不可與帳號相同，密碼未變更。',
    en: 'A password needs at least 12 characters and must differ from the login. It was not changed.',
  },
  'last-administrator': {
    'zh-TW': '這是最後一位系統管理者，不能停用或移除其角色。請先指派另一位管理者。',
    en: 'This is the last administrator and cannot be disabled or lose the role. Please appoint another first.',
  },
  'role-not-found': {
    'zh-TW': '找不到這個角色，資料未變更。請重新整理後再選一次。',
    en: 'There is no such role and nothing was changed. Please reload and choose again.',
  },
  'person-not-found': {
    'zh-TW': '通訊錄中找不到這個人。請檢查電話、信箱或編號，或改以新聯絡人登錄。',
    en: 'The directory holds no such person. Please check the number, or register a new contact.',
  },
} as const
