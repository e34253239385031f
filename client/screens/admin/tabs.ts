/** The parts of the administration in their order, each for whoever holds all of these permissions. */
export const tabs = [
  { key: 'accounts', path: '/admin/accounts', permissions: ['account:read'] },
  { key: 'roles', path: '/admin/roles', permissions: ['account:read'] },
  { key: 'agents', path: '/admin/agents', permissions: ['routing:manage', 'board:read'] },
  { key: 'queues', path: '/admin/queues', permissions: ['routing:manage', 'board:read'] },
  { key: 'calls', path: '/admin/calls', permissions: ['routing:manage', 'board:read'] },
  { key: 'mailboxes', path: '/admin/mailboxes', permissions: ['mail:manage', 'case:work'] },
  { key: 'mails', path: '/admin/mails', permissions: ['mail:manage'] },
  { key: 'held', path: '/admin/held', permissions: ['mail:manage'] },
  { key: 'imports', path: '/admin/imports', permissions: ['directory:write', 'board:read'] },
] as const

/** The parts that somebody may open. */
export const tabsFor = (may: (permission: string) => boolean) =>
  tabs.filter(({ permissions }) => permissions.every(may))
