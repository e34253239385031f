/** Places for editors beside the lists of entries: for their own page and for the one with the lists. */
export const ASKED_LINKS = [
  { key: 'gaps', to: '/desk/kb/gaps', permission: 'knowledge:review' },
  { key: 'feedback', to: '/desk/kb/feedback', permission: 'knowledge:write' },
  { key: 'synonyms', to: '/desk/kb/synonyms', permission: 'knowledge:review' },
  { key: 'effect', to: '/desk/kb/effect', permission: 'knowledge:review' },
] as const

export type AskedPlace = (typeof ASKED_LINKS)[number]['key']
