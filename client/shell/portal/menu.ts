import { useHref, usePortal } from '../../platform/portal.ts'

/** The main menu. Only pages that exist are listed; `my` pages only for the signed-in. */
const MENU = [
  { key: 'home', path: '/' },
  { key: 'qa', path: '/qa' },
  { key: 'file', path: '/cases/new' },
  { key: 'mine', path: '/cases' },
  { key: 'track', path: '/track' },
  { key: 'commitment', path: '/service-commitment' },
] as const

/** The menu with addresses in the reader's language. */
export function useMenu() {
  const href = useHref()
  const { session } = usePortal()
  return MENU.filter(({ key }) => key !== 'mine' || session).map((item) => ({
    ...item,
    href: href(item.path),
  }))
}

/** The menu's page that a URL belongs to: `/cases/115-000731` belongs to `/cases`. */
export function currentOf(url: string): string | undefined {
  const path = url.split('?')[0] ?? '/'
  return MENU.map((item) => item.path)
    .filter((item) => path === item || (item !== '/' && path.startsWith(`${item}/`)))
    .sort((a, b) => b.length - a.length)[0]
}
