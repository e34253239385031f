import { useT } from '../../platform/i18n.ts'
import { definePage } from '../../platform/portal.ts'

const PARTS = ['what', 'use', 'cookies', 'rights'] as const

export const page = definePage({ title: (t) => t('portal:privacy.title'), Page: Privacy })

/** Which data are kept, who sees them, and what a person may ask for. */
function Privacy() {
  const { t } = useT('portal')
  return (
    <article className="portal-text">
      <h1>{t('privacy.title')}</h1>
      <p>{t('privacy.aim')}</p>
      {PARTS.map((part) => (
        <section key={part}>
          <h2>{t(`privacy.${part}Title`)}</h2>
          <p>{t(`privacy.${part}`)}</p>
        </section>
      ))}
    </article>
  )
}
