import { DemoPhone } from '../../features/demo-phone/DemoPhone.tsx'
import type { WhomToCall } from '../../features/demo-phone/whom-to-call.ts'
import { useT } from '../../platform/i18n.ts'
import { definePage } from '../../platform/portal.ts'
import { Banner } from '../../ui/Banner.tsx'
import './pages.css'

export const page = definePage<WhomToCall>({
  load: ({ api }) => api('GET /demonstration/telephone'),
  title: (t) => t('portal:demoPhone.title'),
  Page: ({ data }) => <DemoPhonePage whom={data} />,
})

/** 模擬電話: a visitor of the demonstration is the caller. Elsewhere there is no such page. */
function DemoPhonePage({ whom }: { whom: WhomToCall }) {
  const { t } = useT('portal')
  return (
    <div className="portal-page">
      <header className="portal-page-head">
        <h1>{t('demoPhone.title')}</h1>
        <p>{t('demoPhone.lead')}</p>
      </header>
      <Banner tone="warning">
        <strong>{t('demoPhone.simulated')}</strong> {t('demoPhone.closedNote')}
      </Banner>
      <DemoPhone whom={whom} />
    </div>
  )
}
