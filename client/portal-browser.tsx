import './ui/tokens.css'
import './ui/base.css'
import './document/favicon.svg?no-inline'
import { hydrateRoot } from 'react-dom/client'
import { loadMessages } from './messages/load.ts'
import { createI18n } from './platform/i18n.ts'
import type { PortalState } from './platform/portal.ts'
import { matchPage } from './portal-pages.ts'
import { PORTAL_AREAS, PortalApp } from './shell/portal/PortalApp.tsx'

/** Wakes the page that the server rendered, from the same data. */
async function hydrate() {
  const state: PortalState = JSON.parse(document.getElementById('page-data')?.textContent ?? '')
  const { pathname } = new URL(state.url, location.href)
  const [messages, { page }] = await Promise.all([
    loadMessages(state.language, PORTAL_AREAS),
    state.failure
      ? import('./screens/portal/failure.tsx').then(({ failurePage }) => ({ page: failurePage }))
      : (matchPage(pathname)?.route.open() ?? Promise.reject(new Error(`no page at ${pathname}`))),
  ])
  const i18n = createI18n(state.language, messages)
  const root = document.getElementById('app')
  if (root) hydrateRoot(root, <PortalApp state={state} page={page} i18n={i18n} />)
}

await hydrate()
