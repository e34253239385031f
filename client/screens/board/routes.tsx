import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute, words } from '../../desk-root.tsx'
import { booksSearchOf } from '../../features/board/mail-books/books.ts'
import { historySearchOf } from '../../features/call-board/search.ts'

const boardRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/board',
  loader: words('board'),
  component: lazyRouteComponent(() => import('./BoardScreen.tsx'), 'BoardScreen'),
})

const callBacksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/board/call-backs',
  validateSearch: ({ done }: Record<string, unknown>): { done?: true } => (done === true ? { done } : {}),
  loader: words('board'),
  component: lazyRouteComponent(() => import('./CallBacksScreen.tsx'), 'CallBacksScreen'),
})

/** The books of received mail of one day; what narrows them lives in the address. */
const mailBooksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/board/mail-books',
  validateSearch: booksSearchOf,
  loader: words('board'),
  component: lazyRouteComponent(() => import('./MailBooksScreen.tsx'), 'MailBooksScreen'),
})

/** The telephone now and in the past; what narrows its history lives in the address. */
const callsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/board/calls',
  validateSearch: historySearchOf,
  loader: words('board', 'calls'),
  component: lazyRouteComponent(() => import('./CallsBoardScreen.tsx'), 'CallsBoardScreen'),
})

/** The supervisor's screens. */
export const boardRoutes = [boardRoute, callBacksRoute, mailBooksRoute, callsRoute] as const
