import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute, words } from '../../../desk-root.tsx'
import { FEEDBACK_LISTS, type FeedbackSearch } from '../../../features/knowledge-lists/queries.ts'

const gapsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/kb/gaps',
  loader: words('asked'),
  component: lazyRouteComponent(() => import('./GapsScreen.tsx'), 'GapsScreen'),
})

const synonymsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/kb/synonyms',
  loader: words('asked'),
  component: lazyRouteComponent(() => import('./SynonymsScreen.tsx'), 'SynonymsScreen'),
})

const whole = (given: unknown, most: number) => {
  const n = Number(given)
  return Number.isInteger(n) && n > 0 && n <= most ? n : undefined
}

/** Of which system, and of how many months. */
const effectRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/kb/effect',
  validateSearch: (given: Record<string, unknown>): { system?: number; months?: number } => {
    const [system, months] = [whole(given['system'], 32_767), whole(given['months'], 60)]
    return { ...(system && { system }), ...(months && { months }) }
  },
  loader: words('asked'),
  component: lazyRouteComponent(() => import('./EffectScreen.tsx'), 'EffectScreen'),
})

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Which list of what readers said, of one entry or of all. */
const feedbackRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/kb/feedback',
  validateSearch: (given: Record<string, unknown>): FeedbackSearch => {
    const list = FEEDBACK_LISTS.find((one) => one === given['list'])
    const entry = String(given['entry'] ?? '')
    return {
      ...(list && { list }),
      ...(UUID.test(entry) && { entry }),
      ...(given['solved'] === false && { solved: false }),
    }
  },
  loader: words('asked'),
  component: lazyRouteComponent(() => import('./FeedbackScreen.tsx'), 'FeedbackScreen'),
})

/** What readers miss, say and mean: screens for editors of Q&A. */
export const askedRoutes = [gapsRoute, synonymsRoute, effectRoute, feedbackRoute] as const
