import { createRootRouteWithContext, createRoute } from '@tanstack/react-router'
import type { Area } from './messages/areas.ts'
import { DeskShell } from './shell/desk/DeskShell.tsx'
import { NotFound, ScreenError, ScreenLoading } from './shell/desk/states.tsx'

/** What every route may use while loading. */
export type DeskContext = {
  /** Loads the words of areas other than the desk's own. */
  addWords: (...areas: Area[]) => Promise<void>
}

export const rootRoute = createRootRouteWithContext<DeskContext>()({ notFoundComponent: NotFound })

/** The frame around every screen: rail, strip, connection. Screens are its children. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: DeskShell,
  errorComponent: ScreenError,
  pendingComponent: ScreenLoading,
  notFoundComponent: NotFound,
})

/** For routes whose screen speaks of another area: `loader: words('admin')`. */
export const words =
  (...areas: Area[]) =>
  ({ context }: { context: DeskContext }) =>
    context.addWords(...areas)
