/** Sentences for reading Q&A. */
export const knowledgeReadingProblems = {
  'knowledge-not-found': {
    'zh-TW': '找不到這一則問答，編號可能打錯，或不在您可查看的範圍。請從問答清單重新找起。',
    en: 'There is no such entry, or it is not yours to see. Please look for it in the list of Q&A.',
  },
  'knowledge-withdrawn': {
    'zh-TW': '這一則問答已經撤下，內容不再適用。請改看取代它的問答，或從問答清單重新找起。',
    en: 'This entry has been withdrawn and no longer applies. Please read the one that replaces it, or look in the list of Q&A.',
  },
} as const
