import { Menu } from 'lucide-react'
import type { ReactNode } from 'react'
import { PortalSearch } from '../../features/search/PortalSearch.tsx'
import { useT } from '../../platform/i18n.ts'
import { usePortal } from '../../platform/portal.ts'
import { Anchor } from './Anchor.tsx'
import { Footer } from './Footer.tsx'
import { currentOf, useMenu } from './menu.ts'
import { SessionEnding } from './SessionEnding.tsx'
import { Utility } from './Utility.tsx'
import './Layout.css'
import './search.css'
import './text.css'

/** The frame of every portal page: skip link, utility line, masthead with menu, the page, footer. */
export function Layout({ children }: { children: ReactNode }) {
  const { t } = useT('portal')
  return (
    <>
      <a className="skip-link" href="#main">
        {t('common:skipToMain')}
      </a>
      <header className="portal-header" id="top" tabIndex={-1}>
        <Utility />
        <Masthead />
      </header>
      <main className="portal-main" id="main" tabIndex={-1}>
        <Anchor to="main" accessKey="c" title={t('chrome.anchorMain')} />
        <SessionEnding />
        {children}
      </main>
      <Footer />
    </>
  )
}

/** Pages where the search stands large on the page itself: one box a page, so that Alt S knows where to go. */
const OWN_SEARCH = ['/', '/qa', '/search']
const hasOwnSearch = (url: string) => OWN_SEARCH.includes(url.split('?')[0] ?? '/')

function Masthead() {
  const { t } = useT('portal')
  const { url, failure } = usePortal()
  const menu = useMenu()
  const home = menu[0]?.href
  const current = currentOf(url)
  const links = (
    <ul>
      {menu.map(({ key, path, href }) => (
        <li key={key}>
          <a href={href} aria-current={path === current ? 'page' : undefined}>
            {t(`menu.${key}`)}
          </a>
        </li>
      ))}
    </ul>
  )
  return (
    <div className="portal-masthead">
      <a className="portal-logo" href={home}>
        <span className="portal-seal" aria-hidden>
          {t('common:serviceSeal')}
        </span>
        {t('common:service')}
      </a>
      <nav className="portal-menu" aria-label={t('chrome.main')}>
        {links}
      </nav>
      <details className="portal-menu-narrow">
        <summary>
          <Menu aria-hidden />
          {t('chrome.menu')}
        </summary>
        <nav aria-label={t('chrome.main')}>{links}</nav>
      </details>
      {(failure || !hasOwnSearch(url)) && <PortalSearch />}
    </div>
  )
}
