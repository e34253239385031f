import type { Messages } from '../../messages/areas.ts'

/** A main section: a tile of the rail, reached with Alt and its place (1 to 9, then 0). */
export type Section = {
  key: keyof Messages['desk']['sections']
  path: string
  /** Where its screens are, if not at `path` and below. */
  under?: string
  /** Shown to whoever holds one of these. */
  permissions: readonly string[]
}

/** In the order of the rail. Only sections whose screens exist are listed. */
const sections: readonly Section[] = [
  { key: 'cases', path: '/desk/q/mine', under: '/desk/q', permissions: ['case:work'] },
  { key: 'newCase', path: '/desk/new', permissions: ['case:key-in'] },
  { key: 'calls', path: '/desk/calls', permissions: ['case:work'] },
  { key: 'mails', path: '/desk/mails', permissions: ['case:handle'] },
  { key: 'documents', path: '/desk/documents', permissions: ['document:intake'] },
  { key: 'entries', path: '/desk/kb', permissions: ['knowledge:write'] },
  { key: 'callBacks', path: '/board/call-backs', permissions: ['call-back:handle'] },
  { key: 'board', path: '/board', permissions: ['board:read'] },
  { key: 'callBoard', path: '/board/calls', permissions: ['board:read'] },
  { key: 'admin', path: '/admin', permissions: ['account:read', 'mail:manage', 'routing:manage'] },
]

/** The sections that somebody with these permissions may open. */
export const openTo = (permissions: readonly string[]) =>
  sections.filter((section) => section.permissions.some((needed) => permissions.includes(needed)))

/** The section a screen belongs to: of those it lies within, the one that is nearest to it. */
export function sectionOf(pathname: string): Section | undefined {
  const within = sections.filter(({ path, under = path }) => `${pathname}/`.startsWith(`${under}/`))
  return within.toSorted((a, b) => b.path.length - a.path.length)[0]
}
