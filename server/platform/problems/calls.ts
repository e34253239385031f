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
  'call-case-closed': {
    'zh-TW': '要併入的案件已經結案或撤銷，來電仍在原來的案件中。請選擇未結的案件，或先重啟該案。',
    en: 'That case is closed, so the call stays with its own. Please choose an open case, or reopen that one first.',
  },
  'call-gone': {
    'zh-TW': '這通電話已經結束或不在交換機上，操作未執行。案件與紀錄都還在，請重新整理後確認。',
    en: 'The call has ended or is no longer at the exchange; nothing was done. Its case and record are kept. Please reload.',
  },
  'call-not-yours': {
    'zh-TW': '您不在這通電話中，操作未執行。請從您自己的通話列操作。',
    en: 'You are not in this call, so nothing was done. Please use the strip of your own call.',
  },
  'phone-unavailable': {
    'zh-TW': '對方的話機未登入、通話中或正在後處理，操作未執行，目前的通話不受影響。請改選其他人或佇列。',
    en: 'That phone is not signed in or is busy. Nothing was done and your call goes on. Please choose somebody else or a queue.',
  },
  'own-phone-unavailable': {
    'zh-TW': '您的話機未登入或正在通話，未撥出。請確認話機狀態後再撥一次。',
    en: 'Your phone is not signed in or is in a call; nothing was dialled. Please check it and dial again.',
  },
  'number-not-allowed': {
    'zh-TW': '這個號碼不在可撥打的範圍內，未撥出。請確認號碼；若為公務需要，請洽督導開放。',
    en: 'This number may not be dialled and nothing was dialled. Please check it, or ask a supervisor to allow it.',
  },
  'too-many-call-outs': {
    'zh-TW': '您在一小時內撥出的電話已達上限，未撥出。請稍後再撥，或洽督導調整上限。',
    en: 'You have reached the limit of calls out within an hour; nothing was dialled. Please wait, or ask a supervisor.',
  },
  'survey-answered-already': {
    'zh-TW': '這件案件的滿意度已經填過，不會再次詢問，通話不受影響。',
    en: 'The survey of this case is answered already, so it is not asked again. The call goes on.',
  },
  'nobody-to-consult': {
    'zh-TW': '這個佇列目前沒有可接聽的人員，諮詢未撥出，您的通話不受影響。請改選其他佇列或指定人員。',
    en: 'Nobody of that queue is free and nobody was called. Your call goes on; please choose another queue or a person.',
  },
  'wrap-up-not-found': {
    'zh-TW': '這通電話沒有您的後處理紀錄，內容未儲存。請重新整理後確認。',
    en: 'There is no wrap-up of yours for this call and nothing was kept. Please reload.',
  },
  'wrap-up-needs-code': {
    'zh-TW': '結束後處理前要選一個代碼，備註已保留在畫面上。請選好後再按完成。',
    en: 'Choose a code before you finish the wrap-up; your note is still on the screen.',
  },
  'wrap-up-extended': {
    'zh-TW': '後處理時間只能延長一次，時間未變更，已填的內容不受影響。',
    en: 'A wrap-up can be extended once; its time was not changed and what you wrote is kept.',
  },
  'wrap-up-over': {
    'zh-TW': '後處理時間已經結束，未延長。代碼與備註仍可補填並儲存。',
    en: 'The wrap-up is over and was not extended. You can still keep its code and note.',
  },
  'callback-gone': {
    'zh-TW': '這筆回電已由他人處理或已完成，未重複撥出。請看清單中的下一筆。',
    en: 'Somebody else has this call back, or it is done; nothing was dialled. Please take the next one.',
  },
  'no-simulated-telephone': {
    'zh-TW': '這裡沒有模擬電話。模擬電話只在示範環境提供，未撥出任何電話。',
    en: 'There is no simulated telephone here: only the demonstration has one. Nothing was dialled.',
  },
  'simulated-call-not-found': {
    'zh-TW': '找不到這通模擬電話，可能已結束多時。請重新撥打。',
    en: 'There is no such simulated call; it may be long over. Please dial again.',
  },
  'too-many-simulated-calls': {
    'zh-TW': '同時進行的模擬電話已達上限，這通未撥出。請等其他通話結束後再撥。',
    en: 'Too many simulated calls are on, so this one was not placed. Please dial again when others have ended.',
  },
  'simulated-phone-cannot': {
    'zh-TW': '模擬話機目前沒有可以這樣操作的通話，未做任何變更。請看話機狀態後再試。',
    en: 'The simulated telephone has no call for that now and nothing was changed. Please look at its state and try again.',
  },
} as const
