export const knowledgeAtCaseProblems = {
  'knowledge-not-for-requester': {
    'zh-TW': '使用者看不到這則問答，不能放進回覆，回覆內容沒有更動。請用自己的話回答，或請編輯改為對外。',
    en: 'The requester may not read this entry, so it was not put into the reply. Please answer in your own words, or ask an editor to publish it.',
  },
  'knowledge-personal-data': {
    'zh-TW': '草稿裡還有看起來像個人資料的內容，草稿沒有儲存。請逐項確認要替換，還是保留。',
    en: 'There is still something in the draft that looks like personal data, and nothing was saved. Please decide for each whether to replace it or let it stand.',
  },
  'knowledge-nothing-answered': {
    'zh-TW': '這個案件還沒有回覆過使用者，沒有內容可以做成問答。請先回覆，再做成草稿。',
    en: 'Nobody has answered this case yet, so there is nothing to make a draft of. Please reply first.',
  },
} as const
