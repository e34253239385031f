export const routingProblems = {
  'offer-gone': {
    'zh-TW': '這個派案已逾時或由他人接辦，案件沒有遺失。請看佇列中的下一件。',
    en: 'This offer has expired or went to somebody else; the case is safe. Please take the next one.',
  },
  'agent-not-found': {
    'zh-TW': '找不到這位服務人員，設定未變更。請重新整理後再選一次。',
    en: 'There is no such agent and nothing was changed. Please reload and choose again.',
  },
  'queue-not-found': {
    'zh-TW': '找不到這個佇列，設定未變更。請重新整理後再選一次。',
    en: 'There is no such queue and nothing was changed. Please reload and choose again.',
  },
  'break-needs-reason': {
    'zh-TW': '休息要註明原因，狀態未變更。請選一個原因。',
    en: 'A break needs a reason and your state was not changed. Please choose one.',
  },
  'not-an-agent': {
    'zh-TW': '您的帳號尚未設為服務人員，因此沒有派案，其他功能不受影響。請洽督導設定據點、層級與可接件數。',
    en: 'Your account is not set up as an agent yet, so nothing is offered to you; everything else works. Please ask a supervisor.',
  },
  'split-not-hundred': {
    'zh-TW': '各據點的比例合計須為 100%，設定未變更。請調整後再存一次。',
    en: 'The shares of all sites must add up to 100 per cent and nothing was changed. Please adjust them and save again.',
  },
  'site-not-found': {
    'zh-TW': '找不到這個據點，設定未變更。請重新整理後再選一次。',
    en: 'There is no such site and nothing was changed. Please reload and choose again.',
  },
} as const
