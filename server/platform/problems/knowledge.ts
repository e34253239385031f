/** Q&A: written, read by another, live, withdrawn. */
export const knowledgeProblems = {
  'knowledge-changed': {
    'zh-TW':
      '您編輯期間，已有其他人更新了這則問答，因此您的變更尚未存入；您寫的與對方存的內容都還在。請比對兩邊內容，合併後再儲存一次。',
    en: 'Somebody else changed this entry while you worked on it, so yours is not saved yet; what you wrote and what they saved are both kept. Please compare the two, merge them and save again.',
  },
  'knowledge-title-missing': {
    'zh-TW': '標題是空白的，尚未儲存；您寫的其他內容都還在。請填寫標題後再儲存。',
    en: 'The title is blank and nothing was saved; everything else that you wrote is kept. Please give it a title and save again.',
  },
  'knowledge-reason-missing': {
    'zh-TW':
      '問答預設公開；限內部或限廠商查看時，需填寫不公開的原因，限廠商者並需指定廠商。尚未儲存，您寫的內容都還在。',
    en: 'Entries are public unless there is a reason. Please say why it is for staff only, or which vendor it is for. Nothing was saved yet and everything that you wrote is kept.',
  },
  'knowledge-too-large': {
    'zh-TW':
      '內容超過長度上限（內文 1 MB、簡答 2,000 字、標題 200 字），尚未儲存；您寫的內容都還在。請精簡，或拆成兩則問答。',
    en: 'The text is too long (1 MB for the body, 2,000 characters for the short answer, 200 for the title) and nothing was saved; everything that you wrote is kept. Please shorten it, or make two entries of it.',
  },
  'knowledge-variant': {
    'zh-TW':
      '每一段差異說明要指定一個主管機關或一種人事系統，而且同一對象只能有一段。尚未儲存，您寫的內容都還在。請修正標示的段落。',
    en: 'Each variant is for one authority or one HR system, and there is one for each. Nothing was saved and everything that you wrote is kept. Please correct the one marked.',
  },
  'knowledge-days': {
    'zh-TW':
      '生效與失效日期不合：失效日不可早於生效日，年份要在 1912 至 2199 年之間。尚未儲存，您寫的內容都還在。',
    en: 'The days do not fit: the last one must not come before the first, and both lie between 1912 and 2199. Nothing was saved and everything that you wrote is kept.',
  },
  'knowledge-note-missing': {
    'zh-TW': '請寫下原因，讓撰寫者與讀者知道為什麼；目前未做任何變更。',
    en: 'Please say why, for those who wrote it and those who read it; nothing was changed.',
  },
  'knowledge-successor': {
    'zh-TW': '接替的問答不存在、未公開上線，或就是這一則，因此未撤下。請改填一則上線中的問答編號，或留空。',
    en: 'The entry that is to follow is not there, not live, or this one itself, so nothing was withdrawn. Please give the number of a live entry, or none.',
  },
  'knowledge-owner': {
    'zh-TW':
      '這位同仁沒有可登入的帳號，或沒有撰寫問答的權限，負責人未變更。請改選其他人，或請管理者開通權限。',
    en: 'This person cannot sign in or may not write entries, so the owner was not changed. Please choose somebody else, or ask an administrator for the permission.',
  },
  'knowledge-review-day': {
    'zh-TW': '下次檢視日期要在今天之後，設定未變更。請改選之後的日期。',
    en: 'The next review has to be on a day to come; nothing was changed. Please choose a later day.',
  },
  'entry-step-not-allowed': {
    'zh-TW': '這個版本目前的狀態不能執行這個步驟，未做任何變更。請重新整理，確認它現在的狀態。',
    en: 'This version cannot take that step in its present state; nothing was changed. Please reload to see where it stands.',
  },
  'entry-step-not-yours': {
    'zh-TW': '這個步驟需由具審核權限的同仁或負責人執行，未做任何變更；內容都還在。請通知審核者處理。',
    en: 'That step is for a reviewer or the owner; nothing was changed and the text is kept. Please ask a reviewer.',
  },
  'entry-needs-second-person': {
    'zh-TW':
      '對外的問答須由撰寫者以外的人核准，您寫過這個版本，因此尚未核准；它仍在待審清單中。請另一位審核者處理。',
    en: 'What others will read is approved by somebody who did not write it, and you wrote in this version. It is not approved and still waits for review. Please ask another reviewer.',
  },
  'entry-not-in-force': {
    'zh-TW': '今天不在這個版本的有效期間內，因此未核准、未上線；內容都還在。請退回撰寫者調整日期後再送審。',
    en: 'This version does not hold on this day, so it was neither approved nor made live; the text is kept. Please give it back to have the days changed.',
  },
  'entry-incomplete': {
    'zh-TW':
      '還有必要的內容沒有填，尚未送審；草稿已保留。請補上標示的項目（例如簡答或內文、圖片說明、日期）後再送審。',
    en: 'Something is missing, so it was not sent for review; the draft is kept. Please fill in what is marked (an answer, words for pictures, days) and submit again.',
  },
  'knowledge-feedback-not-found': {
    'zh-TW': '找不到這則讀者意見；可能是問答已經撤下，未做任何變更。請重新整理清單。',
    en: 'That feedback is not there; the entry may have been withdrawn. Nothing was changed. Please reload the list.',
  },
  'knowledge-feedback-personal-data': {
    'zh-TW':
      '答覆裡有看起來像個人資料的內容，尚未公開；您寫的內容還在。請刪除，或確認不是個人資料後保留，再送出一次。',
    en: 'Something in the answer looks like personal data, so it was not published; what you wrote is kept. Please delete it, or say that it is none, and send it again.',
  },
  'knowledge-feedback-changed': {
    'zh-TW':
      '您撰寫期間，讀者改寫了這則意見，或已有其他人處理，因此您的答覆尚未公開；您寫的內容還在。請看過最新內容後再送出。',
    en: 'The reader has said something else meanwhile, or somebody has dealt with it, so your answer was not published; what you wrote is kept. Please look at it as it is now and send it again.',
  },
} as const
