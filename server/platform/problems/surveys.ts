export const surveyProblems = {
  'survey-not-found': {
    'zh-TW': '這個問卷連結無效或已過期。若您想補充意見，請由「查詢進度」開啟案件留言。',
    en: 'This survey link is not valid or has expired. To tell us more, open your case under “Track”.',
  },
  'survey-already-answered': {
    'zh-TW': '這個案件的滿意度已經填過，先前的答覆已保留，謝謝您。',
    en: 'This survey has already been answered. Your first answer is kept. Thank you.',
  },
  'call-back-not-found': {
    'zh-TW': '找不到這筆回訪，或已由他人完成。請重新整理清單。',
    en: 'There is no such call-back, or somebody has finished it. Please reload the list.',
  },
  'mail-not-failed': {
    'zh-TW': '這封郵件不在寄送失敗狀態，不需重送。',
    en: 'This mail has not failed and need not be sent again.',
  },
} as const
