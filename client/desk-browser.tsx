import './ui/tokens.css'
import './ui/base.css'
import './document/favicon.svg?no-inline'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { I18nProvider as AriaLocale } from 'react-aria-components/I18nProvider'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createDeskRouter } from './desk-routes.tsx'
import type { Area } from './messages/areas.ts'
import { loadMessages } from './messages/load.ts'
import { createI18n } from './platform/i18n.ts'
import { languageOf } from './platform/language.ts'
import { createQueryClient } from './platform/queries.ts'
import { DESK_AREAS } from './shell/desk/areas.ts'
import { LiveRegions } from './ui/LiveRegions.tsx'
import { Toasts } from './ui/Toasts.tsx'

/** Starts the desk, the board and the administration: one application, rendered in the browser. */
async function start() {
  const language = languageOf(location.pathname)
  const i18n = createI18n(language, await loadMessages(language, DESK_AREAS))
  const addWords = async (...areas: Area[]) => {
    const missing = areas.filter((area) => !i18n.hasResourceBundle(language, area))
    const loaded = await loadMessages(language, missing)
    for (const [area, words] of Object.entries(loaded)) i18n.addResourceBundle(language, area, words)
  }
  const router = createDeskRouter(language === 'en' ? '/en' : '/', { addWords })
  const root = document.getElementById('app')
  if (!root) return
  createRoot(root).render(
    <I18nextProvider i18n={i18n}>
      <AriaLocale locale={language === 'en' ? 'en-US' : 'zh-TW'}>
        <QueryClientProvider client={createQueryClient()}>
          <LiveRegions>
            <Toasts>
              <RouterProvider router={router} />
            </Toasts>
          </LiveRegions>
        </QueryClientProvider>
      </AriaLocale>
    </I18nextProvider>,
  )
}

await start()
