import type { Params, PortalPage } from './platform/portal.ts'

/**
 * Every page of the portal; the first path that fits counts. `file` names the module for the build's manifest, so that the server can announce
 * the page's scripts; the build fails when the two disagree.
 */
export const portalPages = [
  { path: '/', file: 'client/screens/portal/home.tsx', open: () => import('./screens/portal/home.tsx') },
  {
    path: '/cases/new',
    file: 'client/screens/portal/file-case.tsx',
    open: () => import('./screens/portal/file-case.tsx'),
  },
  {
    path: '/cases',
    file: 'client/screens/portal/cases.tsx',
    open: () => import('./screens/portal/cases.tsx'),
  },
  {
    path: '/cases/:number',
    file: 'client/screens/portal/case.tsx',
    open: () => import('./screens/portal/case.tsx'),
  },
  { path: '/qa', file: 'client/screens/portal/qa.tsx', open: () => import('./screens/portal/qa.tsx') },
  {
    path: '/qa/:number',
    file: 'client/screens/portal/qa-entry.tsx',
    open: () => import('./screens/portal/qa-entry.tsx'),
  },
  {
    path: '/widget/qa',
    file: 'client/screens/portal/qa-widget.tsx',
    open: () => import('./screens/portal/qa-widget.tsx'),
  },
  {
    path: '/search',
    file: 'client/screens/portal/search.tsx',
    open: () => import('./screens/portal/search.tsx'),
  },
  {
    path: '/track',
    file: 'client/screens/portal/track.tsx',
    open: () => import('./screens/portal/track.tsx'),
  },
  {
    path: '/surveys/:token',
    file: 'client/screens/portal/survey.tsx',
    open: () => import('./screens/portal/survey.tsx'),
  },
  {
    path: '/login',
    file: 'client/screens/portal/login.tsx',
    open: () => import('./screens/portal/login.tsx'),
  },
  {
    path: '/service-commitment',
    file: 'client/screens/portal/service-commitment.tsx',
    open: () => import('./screens/portal/service-commitment.tsx'),
  },
  {
    path: '/demo/phone',
    file: 'client/screens/portal/demo-phone.tsx',
    open: () => import('./screens/portal/demo-phone.tsx'),
  },
  {
    path: '/sitemap',
    file: 'client/screens/portal/sitemap.tsx',
    open: () => import('./screens/portal/sitemap.tsx'),
  },
  {
    path: '/accessibility',
    file: 'client/screens/portal/accessibility.tsx',
    open: () => import('./screens/portal/accessibility.tsx'),
  },
  {
    path: '/privacy',
    file: 'client/screens/portal/privacy.tsx',
    open: () => import('./screens/portal/privacy.tsx'),
  },
] satisfies PortalRoute[]

export type PortalRoute = { path: string; file: string; open: () => Promise<{ page: PortalPage }> }

/** The page for a path without language, and what the path's `:names` stand for. */
export function matchPage(path: string): { route: PortalRoute; params: Params } | undefined {
  const wanted = segments(path)
  for (const route of portalPages) {
    const params = matchSegments(segments(route.path), wanted)
    if (params) return { route, params }
  }
  return undefined
}

const segments = (path: string) => path.split('/').filter(Boolean)

function matchSegments(pattern: string[], wanted: string[]): Params | undefined {
  if (pattern.length !== wanted.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of pattern.entries()) {
    const given = wanted[i] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = decoded(given)
    else if (part !== given) return undefined
  }
  return params
}

function decoded(text: string) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
