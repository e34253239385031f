import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute, words } from '../../desk-root.tsx'
import { MAIL_STATES } from '../../features/admin/mail-states.ts'
import type { AccountFilter, MailFilter } from '../../features/admin/queries.ts'
import { ROLES } from '../../features/admin/roles.ts'

type Raw = Record<string, unknown>
const LONGEST_TEXT = 50
const LONGEST_PLACE = 200

const text = (value: unknown, longest: number) =>
  value === undefined || value === null || value === '' ? undefined : String(value).slice(0, longest)

const adminRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin',
  loader: words('admin', 'board'),
  component: lazyRouteComponent(() => import('./AdminScreen.tsx'), 'AdminScreen'),
})

const accountsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'accounts',
  validateSearch: (raw: Raw): AccountFilter => ({
    text: text(raw['text'], LONGEST_TEXT),
    role: ROLES.find((role) => role === raw['role']),
    after: text(raw['after'], LONGEST_PLACE),
  }),
  component: lazyRouteComponent(() => import('./AccountsTab.tsx'), 'AccountsTab'),
})

const rolesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'roles',
  component: lazyRouteComponent(() => import('./RolesTab.tsx'), 'RolesTab'),
})

const agentsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'agents',
  component: lazyRouteComponent(() => import('./RoutingTabs.tsx'), 'AgentsTab'),
})

const queuesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'queues',
  component: lazyRouteComponent(() => import('./RoutingTabs.tsx'), 'QueuesTab'),
})

const callsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'calls',
  loader: words('calls'),
  component: lazyRouteComponent(() => import('./CallsTab.tsx'), 'CallsTab'),
})

const mailboxesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'mailboxes',
  component: lazyRouteComponent(() => import('./MailboxesTab.tsx'), 'MailboxesTab'),
})

const mailsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'mails',
  validateSearch: (raw: Raw): MailFilter => ({
    state: MAIL_STATES.find((state) => state === raw['state']),
    after: text(raw['after'], LONGEST_PLACE),
  }),
  component: lazyRouteComponent(() => import('./MailsTab.tsx'), 'MailsTab'),
})

const heldRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'held',
  component: lazyRouteComponent(() => import('./HeldTab.tsx'), 'HeldTab'),
})

const importsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'imports',
  validateSearch: (raw: Raw): { id?: string | undefined } => ({ id: text(raw['id'], LONGEST_PLACE) }),
  component: lazyRouteComponent(() => import('./ImportsTab.tsx'), 'ImportsTab'),
})

/** The screens of the administration. */
export const adminRoutes = [
  adminRoute.addChildren([
    accountsRoute,
    rolesRoute,
    agentsRoute,
    queuesRoute,
    callsRoute,
    mailboxesRoute,
    mailsRoute,
    heldRoute,
    importsRoute,
  ]),
] as const
