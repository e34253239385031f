import type { Language } from '../platform/language.ts'
import type { Area, Messages } from './areas.ts'

/** One small file per area and language, so that a page loads the words it shows and no others. */
const catalogues = {
  'zh-TW': {
    common: () => import('./zh-TW/common.ts'),
    problems: () => import('./zh-TW/problems.ts'),
    portal: () => import('./zh-TW/portal.ts'),
    desk: () => import('./zh-TW/desk.ts'),
    cases: () => import('./zh-TW/cases.ts'),
    board: () => import('./zh-TW/board.ts'),
    admin: () => import('./zh-TW/admin.ts'),
    mails: () => import('./zh-TW/mails.ts'),
    papers: () => import('./zh-TW/papers.ts'),
    phone: () => import('./zh-TW/phone.ts'),
    calls: () => import('./zh-TW/calls.ts'),
    search: () => import('./zh-TW/search.ts'),
    entries: () => import('./zh-TW/entries.ts'),
    asked: () => import('./zh-TW/asked.ts'),
  },
  en: {
    common: () => import('./en/common.ts'),
    problems: () => import('./en/problems.ts'),
    portal: () => import('./en/portal.ts'),
    desk: () => import('./en/desk.ts'),
    cases: () => import('./en/cases.ts'),
    board: () => import('./en/board.ts'),
    admin: () => import('./en/admin.ts'),
    mails: () => import('./en/mails.ts'),
    papers: () => import('./en/papers.ts'),
    phone: () => import('./en/phone.ts'),
    calls: () => import('./en/calls.ts'),
    search: () => import('./en/search.ts'),
    entries: () => import('./en/entries.ts'),
    asked: () => import('./en/asked.ts'),
  },
} satisfies Record<Language, { [A in Area]: () => Promise<{ [K in A]: unknown }> }>

/** The words of some areas in one language. */
export async function loadMessages(language: Language, areas: readonly Area[]): Promise<Partial<Messages>> {
  const loaded = await Promise.all(
    areas.map(async (area) => {
      const file = (await catalogues[language][area]()) as Record<string, unknown>
      return [area, file[area]] as const
    }),
  )
  return Object.fromEntries(loaded) as Partial<Messages>
}
