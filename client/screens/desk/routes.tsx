import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../desk-root.tsx'

const startRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk',
  component: lazyRouteComponent(() => import('./StartScreen.tsx'), 'StartScreen'),
})

/** The screens of whoever works on cases. */
export const deskRoutes = [startRoute] as const
