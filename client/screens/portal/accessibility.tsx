import { useT } from '../../platform/i18n.ts'
import { definePage, useHref } from '../../platform/portal.ts'

const DONE = ['keyboard', 'colour', 'zoom', 'scripts', 'time'] as const

export const page = definePage({ title: (t) => t('portal:accessibility.title'), Page: Accessibility })

/** What is accessible, what is not yet, and whom to tell. */
function Accessibility() {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <article className="portal-text">
      <h1>{t('accessibility.title')}</h1>
      <p>{t('accessibility.aim')}</p>
      <h2>{t('accessibility.doneTitle')}</h2>
      <ul>
        {DONE.map((key) => (
          <li key={key}>{t(`accessibility.done.${key}`)}</li>
        ))}
      </ul>
      <h2>{t('accessibility.gapsTitle')}</h2>
      <p>{t('accessibility.gaps')}</p>
      <h2>{t('accessibility.contactTitle')}</h2>
      <p>{t('accessibility.contact')}</p>
      <p>
        <a href={href('/cases/new')}>{t('menu.file')}</a>
      </p>
    </article>
  )
}
