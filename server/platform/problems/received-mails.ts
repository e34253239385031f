/** Sentences about mails that came to us and what becomes of them. */
export const receivedMailProblems = {
  'received-mail-not-found': {
    'zh-TW': '找不到這封來信，或不在您可查看的範圍。請回來信清單重新選擇。',
    en: 'This mail could not be found, or it is not yours to see. Please go back to the list of mails.',
  },
  'mail-already-decided': {
    'zh-TW': '這封來信已經處理過，沒有再做一次。請重新整理，查看目前的結果。',
    en: 'This mail has been dealt with already; nothing was done again. Please reload to see what became of it.',
  },
  'not-a-mail': {
    'zh-TW': '這個檔案不是郵件，沒有匯入。請在郵件軟體中將信件另存為 .eml 檔，再上傳一次。',
    en: 'This file is not a mail; nothing was taken in. Please save the mail as an .eml file and upload it again.',
  },
  'pull-in-needs-mailbox': {
    'zh-TW': '找不到這個信箱，可能已停用。信件沒有匯入，請重新選擇信箱。',
    en: 'There is no such mailbox. The mail was not taken in; please choose another mailbox.',
  },
  'split-not-possible': {
    'zh-TW': '只有來信加入案件後的訊息可以另立新案；案件的第一則訊息就是案件本身。案件沒有變更。',
    en: 'Only a mail that was added to a case can become a case of its own; the first message is the case itself. Nothing was changed.',
  },
  'split-already': {
    'zh-TW': '這則訊息已經另立新案，沒有再做一次。請由「相關案件」開啟新案。',
    en: 'This message has become a case of its own already. Please open it under “Related cases”.',
  },
} as const
