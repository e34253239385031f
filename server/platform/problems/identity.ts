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
  'account-exists': {
    'zh-TW': '這個人已經有帳號，未另外建立。請在清單中找到原來的帳號再修改。',
    en: 'This person already has an account and no other was created. Please find and change that one.',
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
  'permission-unknown': {
    'zh-TW': '所選的權限不存在，角色未變更。請重新整理後再選一次。',
    en: 'A permission you chose does not exist and the role was not changed. Please reload and choose again.',
  },
  'administrators-keep-accounts': {
    'zh-TW': '系統管理者必須保有查看與管理帳號的權限，角色未變更。請保留這兩項權限後再存一次。',
    en: 'Administrators must keep the permissions to read and manage accounts. The role was not changed.',
  },
  'person-not-found': {
    'zh-TW': '通訊錄中找不到這個人。請檢查電話、信箱或編號，或改以新聯絡人登錄。',
    en: 'The directory holds no such person. Please check the number, or register a new contact.',
  },
} as const
