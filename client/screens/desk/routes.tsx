import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute, words } from '../../desk-root.tsx'
import { LISTS, type List } from '../../features/knowledge-editing/queries.ts'
import { mailSearchOf } from '../../features/mails/search.ts'
import { callSearchOf } from '../../features/phone/log/search.ts'
import { type DocumentSearch, SHOWN } from '../../parts/documents/queries.ts'
import { type Slice, sliceFrom } from '../../parts/search/slice.ts'
import { askedRoutes } from './kb/routes.tsx'

const startRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk',
  component: lazyRouteComponent(() => import('./StartScreen.tsx'), 'StartScreen'),
})

/** One view of the cases, and beside it the case that is open. */
const casesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/q/$view/{-$number}',
  validateSearch: ({ system }: Record<string, unknown>): { system?: number } =>
    Number.isInteger(Number(system)) && Number(system) > 0 ? { system: Number(system) } : {},
  component: lazyRouteComponent(() => import('./CasesScreen.tsx'), 'CasesScreen'),
})

const newCaseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/new',
  component: lazyRouteComponent(() => import('./NewCaseScreen.tsx'), 'NewCaseScreen'),
})

/** Received mail, what waits for a decision first, and beside it the mail that is open. */
const mailsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/mails/{-$mailId}',
  validateSearch: mailSearchOf,
  component: lazyRouteComponent(() => import('./MailsScreen.tsx'), 'MailsScreen'),
})

/** Official documents: which list, and what is looked for. */
const documentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/documents',
  validateSearch: ({ show, text }: Record<string, unknown>): DocumentSearch => ({
    show: SHOWN.find((one) => one === show),
    text: text === undefined || text === '' ? undefined : String(text).slice(0, 100),
  }),
  component: lazyRouteComponent(() => import('./DocumentsScreen.tsx'), 'DocumentsScreen'),
})

/** Calls that were, and people to be called back. */
const callsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/calls',
  validateSearch: callSearchOf,
  component: lazyRouteComponent(() => import('./CallsScreen.tsx'), 'CallsScreen'),
})

/** One search over everything, and which of what was found is unfolded. */
const searchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/search',
  validateSearch: (query: Record<string, unknown>): Partial<Slice> & { open?: string | undefined } => {
    const { text, ...slice } = sliceFrom(query)
    const open = typeof query['open'] === 'string' ? query['open'] : undefined
    return text ? { text, ...slice, open } : {}
  },
  component: lazyRouteComponent(() => import('./SearchScreen.tsx'), 'SearchScreen'),
})

/** Q&A as it is written: what there is to do, and by its number each entry and its draft. */
const entriesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/kb',
  loader: words('entries', 'asked'),
  validateSearch: ({ list }: Record<string, unknown>): { list?: List | undefined } => ({
    list: LISTS.find((one) => one === list),
  }),
  component: lazyRouteComponent(() => import('./EntriesScreen.tsx'), 'EntriesScreen'),
})

const newEntryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/kb/new',
  loader: words('entries'),
  component: lazyRouteComponent(() => import('./EntryScreens.tsx'), 'NewEntryScreen'),
})

const entryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/kb/$number',
  loader: words('entries'),
  component: lazyRouteComponent(() => import('./EntryScreens.tsx'), 'EntryScreen'),
})

const editEntryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/kb/$number/edit',
  loader: words('entries'),
  component: lazyRouteComponent(() => import('./EntryScreens.tsx'), 'EditEntryScreen'),
})

/** Q&A as tables: imports, one of them by `id`, and exports. */
const entryTablesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk/kb/tables',
  loader: words('admin', 'asked'),
  validateSearch: ({ id }: Record<string, unknown>): { id?: string | undefined } => ({
    id: id === undefined || id === '' ? undefined : String(id).slice(0, 40),
  }),
  component: lazyRouteComponent(() => import('./EntryTablesScreen.tsx'), 'EntryTablesScreen'),
})

/** The screens of whoever works on cases. */
export const deskRoutes = [
  startRoute,
  casesRoute,
  newCaseRoute,
  callsRoute,
  mailsRoute,
  documentsRoute,
  searchRoute,
  entriesRoute,
  newEntryRoute,
  entryRoute,
  editEntryRoute,
  ...askedRoutes,
  entryTablesRoute,
] as const
