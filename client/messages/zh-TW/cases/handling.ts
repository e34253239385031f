/** Words for what a case is and what may be done with it. */
export const channel = {
  phone: '電話',
  voip: '網路電話',
  fax: '傳真',
  mail: '電子郵件',
  web: '線上掛號',
  document: '公文',
  'walk-in': '親臨',
} as const

export const rootCause = {
  'user-environment': '使用者端電腦環境',
  'system-design': '系統設計',
  network: '網路設定',
  hardware: '硬體',
  'cross-agency': '跨機關整合',
  operation: '操作',
  unknown: '不明',
} as const

export const disposition = {
  solved: '已解決',
  explained: '說明釋疑',
  referred: '轉請權責單位',
  duplicate: '重複案件',
  'no-reply': '未獲回覆',
  'not-solvable': '無法解決',
} as const

export const verbs = {
  claim: '接辦',
  accept: '接辦',
  start: '開始處理',
  resume: '繼續處理',
  close: '結案並下一件',
  return: '退回',
  escalate: '後送',
  'hand-over': '移交',
  assign: '改派',
  requeue: '退回佇列重新分派',
  withdraw: '撤案',
  reopen: '重新處理',
} as const

export const done = {
  claim: '您已接辦 {{number}}。',
  accept: '您已接辦 {{number}}。',
  start: '{{number}} 已開始處理。',
  close: '{{number}} 已結案。',
  return: '{{number}} 已退回。',
  escalate: '{{number}} 已後送，對方接辦前仍由您承辦。',
  'hand-over': '{{number}} 已請對方接辦，接辦前仍由您承辦。',
  assign: '{{number}} 已改派。',
  withdraw: '{{number}} 已撤案。',
  reopen: '{{number}} 已重新處理。',
  reply: '已回覆 {{name}}。',
  note: '已加註 {{number}}。',
} as const

export const handOver = {
  toMe: '{{from}} 請您接辦這個案件：「{{note}}」',
  toQueue: '後送到{{to}}，等候接辦：「{{note}}」',
  toOther: '已請 {{to}} 接辦：「{{note}}」',
  due: '接辦時限',
  somebody: '同仁',
} as const

export const dialogs = {
  closeTitle: '結案 {{number}}',
  closeAnswer: '結案前寄給使用者的回覆',
  closeAnswerHelp: '這個案件還沒有正式回覆，結案時會先寄出這段文字。',
  closeDraftHelp: '您寫到一半的回覆會先寄出再結案；不寄就清空。',
  closeAnswerMissing: '結案前要有正式回覆，請寫下回覆內容。',
  closeFiles_other: '連同 {{count}} 個附件一起寄出。',
  rootCause: '問題歸類',
  disposition: '處理結果',
  closeAction: '結案並下一件',
  chooseRootCause: '請選一個問題歸類。',
  escalateTitle: '後送 {{number}}',
  escalateQueue: '後送到',
  escalateNote: '後送說明',
  escalateNoteHelp: '寫下已經試過的步驟，讓接辦的人不用重問。',
  escalateNowhere: '沒有更高層級的佇列可以後送。',
  chooseQueue: '請選一個佇列。',
  handOverTitle: '移交 {{number}}',
  handOverTo: '移交給',
  handOverNote: '移交說明',
  choosePerson: '請選接辦的人。',
  person: '{{name}}（{{tier}} 線）',
  personAt: '{{name}}（{{site}}，{{tier}} 線）',
  nobody: '目前沒有可以接辦的同仁。',
  assignTitle: '改派 {{number}}',
  assignTo: '改派給',
  assignReason: '改派原因',
  requeueTitle: '把 {{number}} 退回佇列',
  requeueQueue: '佇列',
  requeueReason: '退回佇列的原因',
  sameQueue: '原佇列',
  returnTitle: '退回 {{number}}',
  returnNote: '退回原因',
  withdrawTitle: '撤案 {{number}}',
  withdrawReason: '撤案原因',
  reopenTitle: '重新處理 {{number}}',
  reopenReason: '重新處理的原因',
  noteMissing: '請寫下說明。',
} as const

export const conflict = {
  title: '這個案件剛才有新內容，您的內容還沒送出',
  changes: '這段期間的變動',
  yours: '您的內容',
  yoursAction: '您要做的是：{{action}}',
  sendAnyway: '仍要送出',
  look: '先不送，回去看',
  kept: '您的內容仍保留在畫面上。',
} as const
