/** The telephone: lines, calls, agents' phones. */
export const callProblems = {
  'call-not-found': {
    'zh-TW': '找不到這通電話，或不在您可查看的範圍，未做任何變更。請重新整理後再選一次。',
    en: 'There is no such call, or it is not yours to see; nothing was changed. Please reload and choose again.',
  },
  'call-line-not-found': {
    'zh-TW': '找不到這支服務號碼，設定未變更。請重新整理後再選一次。',
    en: 'There is no such service number and nothing was changed. Please reload and choose again.',
  },
  'menu-digit-twice': {
    'zh-TW': '語音選單中有按鍵設了兩次，設定未變更。請讓每個按鍵只對應一個選項。',
    en: 'A key stands in the menu twice and nothing was changed. Please give each key one choice.',
  },
  'menu-choice-unclear': {
    'zh-TW': '選單中轉系統的按鍵要指定系統，其他按鍵則不指定，設定未變更。請修正後再儲存。',
    en: 'A menu key for a system needs its system, and other keys have none. Nothing was changed; please correct it.',
  },
  'wrap-up-code-twice': {
    'zh-TW': '有兩個後處理代碼同名，設定未變更。請改用不同的名稱。',
    en: 'Two wrap-up codes have the same name and nothing was changed. Please name them differently.',
  },
  'wrap-up-code-needed': {
    'zh-TW': '至少要留一個啟用的後處理代碼，否則通話無法結案歸類，設定未變更。',
    en: 'At least one wrap-up code must stay on, or calls could not be classified. Nothing was changed.',
  },
  'wrap-up-code-not-found': {
    'zh-TW': '找不到這個後處理代碼，設定未變更。請重新整理後再改一次。',
    en: 'There is no such wrap-up code and nothing was changed. Please reload and try again.',
  },
  'announcement-ends-before': {
    'zh-TW': '公告的結束時間要在開始之後，而且不能已經過去，公告未建立。請調整時間。',
    en: 'An announcement must end after it begins, and not in the past. It was not made; please adjust the times.',
  },
  'announcement-not-found': {
    'zh-TW': '找不到這則語音公告，可能已由他人刪除。請重新整理後確認。',
    en: 'There is no such announcement; somebody may have deleted it. Please reload.',
  },
  'range-too-long': {
    'zh-TW': '查詢的期間相對於統計區間太長，未產生報表。請縮短期間，或改用較長的統計區間。',
    en: 'The period is too long for intervals of this length and nothing was counted. Please shorten it, or choose longer intervals.',
  },
  'call-is-over': {
    'zh-TW': '這通電話已經結束，操作未執行。通話紀錄仍保留在案件中。',
    en: 'This call is over and nothing was done. Its record stays with the case.',
  },
  'nobody-talks': {
    'zh-TW': '這通電話目前沒有人在通話，無法監聽。請等服務人員接起後再試。',
    en: 'Nobody is talking on this call, so there is nothing to listen to. Please try again once it is answered.',
  },
  'own-extension-missing': {
    'zh-TW': '您的帳號沒有設定分機，無法加入通話。請洽管理者設定您的席位或督導分機。',
    en: 'Your account has no extension and cannot join calls. Please ask an administrator to set your seat or supervisor phone.',
  },
  'telephone-away': {
    'zh-TW': '目前連不上電話系統，操作未執行，通話本身不受影響。請稍候再試。',
    en: 'The telephone system cannot be reached and nothing was done; calls themselves go on. Please try again shortly.',
  },
  'telephone-cannot': {
    'zh-TW': '這台交換機不支援這項功能，操作未執行，通話不受影響。',
    en: 'This exchange cannot do that. Nothing was done and the call goes on.',
  },
  'agent-is-talking': {
    'zh-TW': '交換機確認這位服務人員仍在通話，狀態未解除。請等通話結束，或以插話方式介入。',
    en: 'The exchange confirms that this agent is talking, so nothing was released. Please wait for the call to end, or join it.',
  },
} as const
