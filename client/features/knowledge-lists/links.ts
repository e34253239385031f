/** Places for editors: the lists of entries, and what readers need. */
export const ASKED_LINKS = [
  { key: 'lists', to: '/desk/kb', permission: 'knowledge:write' },
  { key: 'gaps', to: '/desk/kb/gaps', permission: 'knowledge:review' },
  { key: 'feedback', to: '/desk/kb/feedback', permission: 'knowledge:write' },
  { key: 'synonyms', to: '/desk/kb/synonyms', permission: 'knowledge:review' },
  { key: 'effect', to: '/desk/kb/effect', permission: 'knowledge:review' },
  { key: 'tables', to: '/desk/kb/tables', permission: 'knowledge:write' },
] as const

export type AskedPlace = Exclude<(typeof ASKED_LINKS)[number]['key'], 'lists' | 'tables'>
