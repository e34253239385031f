/**
 * The screens of the desk, the board and the administration, each area's in its own table.
 *
 * To add a screen: a route in `screens/<area>/routes.tsx` with its component lazily loaded
 * (`lazyRouteComponent(() => import('./QueueScreen.tsx'), 'QueueScreen')`) and `validateSearch` for what lives in
 * the URL: filters, tabs, the selected row. A main section also gets an entry in `sections`, and what belongs in
 * the strip across the top (presence, telephone) one in `stripTools`.
 */
import { createRouter } from '@tanstack/react-router'
import { type DeskContext, rootRoute, shellRoute } from './desk-root.tsx'
import { adminRoutes } from './screens/admin/routes.tsx'
import { boardRoutes } from './screens/board/routes.tsx'
import { deskRoutes } from './screens/desk/routes.tsx'
import { ScreenLoading } from './shell/desk/states.tsx'

const routeTree = rootRoute.addChildren([
  shellRoute.addChildren([...deskRoutes, ...boardRoutes, ...adminRoutes]),
])

const PENDING_MS = 300

/** @param basepath `/en` for English pages, else `/` */
export const createDeskRouter = (basepath: string, context: DeskContext) =>
  createRouter({
    routeTree,
    basepath,
    context,
    defaultPreload: 'intent',
    defaultPendingMs: PENDING_MS,
    defaultPendingComponent: ScreenLoading,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>
  }
}
