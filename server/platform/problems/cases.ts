export const caseProblems = {
  'case-not-found': {
    'zh-TW': '找不到這個案件，或號碼與查詢碼不相符。請核對回執上的掛號與查詢碼。',
    en: 'There is no such case, or the number and code do not match. Please check them against your receipt.',
  },
  'case-changed': {
    'zh-TW': '這個案件在您編輯時有人更新，您的內容還沒送出，仍保留在畫面上。請看過新的進展再決定是否送出。',
    en: 'Somebody changed this case while you were writing. Yours was not sent and is kept on the screen. Please look at what is new and decide again.',
  },
  'transition-not-allowed': {
    'zh-TW': '案件目前的狀態不能這樣處理，資料未變更。請重新整理看最新狀態。',
    en: 'The case cannot do this in its present state and nothing was changed. Please reload to see it.',
  },
  'not-the-owner': {
    'zh-TW': '您不是這個案件的承辦人，內容未送出。請先接辦，或請督導改派。',
    en: 'You are not the owner of this case and nothing was sent. Please take it over first, or ask a supervisor.',
  },
  'closing-needs-answer': {
    'zh-TW': '結案前要有正式回覆，案件尚未結案。請先回覆使用者。',
    en: 'A case needs an answer before it can be closed. Please reply to the requester first.',
  },
  'escalation-not-higher': {
    'zh-TW': '後送只能送往更高一線的佇列，案件未變更。請改選佇列，或移交給同線的同仁。',
    en: 'A case can only be escalated to a higher tier and nothing was changed. Please choose another queue, or hand it over to a colleague.',
  },
  'hand-over-open': {
    'zh-TW': '這個案件正等待對方接辦，不能再次移交。請等對方接辦或退回。',
    en: 'This case is already waiting to be taken over. Please wait until it is accepted or returned.',
  },
  'hand-over-not-found': {
    'zh-TW': '這個案件沒有等您接辦的移交，可能已由他人接辦或撤回。',
    en: 'No hand-over of this case is waiting for you; it may have been taken or withdrawn.',
  },
  'hand-over-to-nobody': {
    'zh-TW': '對方目前不能接辦案件，移交未送出。請改選其他人或改後送至佇列。',
    en: 'That person cannot take cases and nothing was handed over. Please choose somebody else or a queue.',
  },
  'system-not-found': {
    'zh-TW': '找不到所選的系統別，內容尚未送出。請重新選擇系統。',
    en: 'The chosen system does not exist and nothing was sent. Please choose again.',
  },
  'contact-missing': {
    'zh-TW': '請留下電子郵件，我們才能回覆您；內容尚未送出，仍保留在畫面上。',
    en: 'Please leave an e-mail address so that we can answer; nothing was sent and what you typed is kept.',
  },
  'text-missing': {
    'zh-TW': '內容是空的，尚未送出。請寫下內容再送。',
    en: 'The text is empty and was not sent. Please write something first.',
  },
  'reply-pending': {
    'zh-TW': '這個案件已有一則您的回覆等著寄出，這一則沒有送出，內容已保留。請先收回那一則，或等它寄出。',
    en: 'A reply of yours to this case is still waiting to be sent; this one was not sent and is kept. Please take the other back, or wait until it has left.',
  },
  'reply-gone': {
    'zh-TW': '這則回覆已經寄出或已經收回，不能再收回。請重新整理看最新狀態。',
    en: 'This reply has been sent or taken back already. Please reload to see how the case stands.',
  },
  'send-time-too-late': {
    'zh-TW': '排定的時間太晚，回覆沒有送出，內容已保留。請選 60 天以內的時間。',
    en: 'That time is too far ahead; the reply was not sent and is kept. Please choose one within 60 days.',
  },
  'reopening-too-late': {
    'zh-TW': '結案已超過可重新處理的期限，案件未變更。請重新掛號，並在內容附上原掛號。',
    en: 'This case was closed too long ago to reopen. Please file a new one and mention its number.',
  },
} as const
