/** One search over everything, and what editors do for it. */
export const searchProblems = {
  'search-word-missing': {
    'zh-TW': '這裡沒有可以搜尋的字詞，設定未變更。請輸入中文字、英文字母或數字。',
    en: 'There is nothing in it that can be looked for, and nothing was changed. Please enter characters, letters or digits.',
  },
  'search-number-not-found': {
    'zh-TW': '找不到這個編號的問答，或它不在您可查看的範圍，設定未變更。請確認編號，例如 Q000948。',
    en: 'No entry that you may see has this number, and nothing was changed. Please check the number, such as Q000948.',
  },
  'search-gap-not-found': {
    'zh-TW': '「問了但找不到」清單裡沒有這一項，未做任何變更。請重新整理清單。',
    en: 'This is not on the list of what was asked and not found, and nothing was changed. Please reload the list.',
  },
  'search-questions-too-many': {
    'zh-TW': '檢查題已達上限，這一題尚未加入；原有的題目都還在。請先移除不再需要的題目。',
    en: 'There are as many test questions as there can be, and this one was not added; the others are kept. Please remove one that is no longer needed.',
  },
} as const
