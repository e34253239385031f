import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute, words } from '../../desk-root.tsx'

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

/** The supervisor's screens. */
export const boardRoutes = [boardRoute, callBacksRoute] as const
