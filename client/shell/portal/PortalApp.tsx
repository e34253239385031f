import type { i18n as I18n } from 'i18next'
import { I18nProvider as AriaLocale } from 'react-aria-components/I18nProvider'
import { I18nextProvider } from 'react-i18next'
import type { Area } from '../../messages/areas.ts'
import { PortalContext, type PortalPage, type PortalState } from '../../platform/portal.ts'
import { matchPage } from '../../portal-pages.ts'
import { LiveRegions } from '../../ui/LiveRegions.tsx'
import { Layout } from './Layout.tsx'

/** The catalogues that every portal page has at hand. */
export const PORTAL_AREAS = ['common', 'problems', 'portal', 'search'] as const satisfies readonly Area[]

/** A portal page with everything around it; the same tree on the server and in the browser. */
export function PortalApp({ state, page, i18n }: { state: PortalState; page: PortalPage; i18n: I18n }) {
  const { pathname, searchParams } = new URL(state.url, 'http://portal')
  const shown = (
    <page.Page
      data={state.failure ?? state.data}
      params={matchPage(pathname)?.params ?? {}}
      query={searchParams}
    />
  )
  return (
    <I18nextProvider i18n={i18n}>
      <AriaLocale locale={state.language === 'en' ? 'en-US' : 'zh-TW'}>
        <PortalContext value={state}>
          <LiveRegions>
            {page.isBare ? (
              <main className="portal-bare" id="main">
                {shown}
              </main>
            ) : (
              <Layout>{shown}</Layout>
            )}
          </LiveRegions>
        </PortalContext>
      </AriaLocale>
    </I18nextProvider>
  )
}
