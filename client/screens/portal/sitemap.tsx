import { useT } from '../../platform/i18n.ts'
import { definePage, useHref, usePortal } from '../../platform/portal.ts'
import { useMenu } from '../../shell/portal/menu.ts'

const KEYS = [
  ['U', 'sitemap.top'],
  ['C', 'sitemap.main'],
  ['B', 'sitemap.bottom'],
  ['S', 'sitemap.search'],
  ['Tab', 'sitemap.tab'],
] as const

export const page = definePage({ title: (t) => t('portal:sitemap.title'), Page: Sitemap })

/** Every page, and the keys that reach the parts of a page. */
function Sitemap() {
  const { t } = useT('portal')
  const href = useHref()
  const menu = useMenu()
  const { session } = usePortal()
  return (
    <article className="portal-text">
      <h1>{t('sitemap.title')}</h1>
      <h2>{t('sitemap.pages')}</h2>
      <ul>
        {menu.map(({ key, href }) => (
          <li key={key}>
            <a href={href}>{t(`menu.${key}`)}</a>
          </li>
        ))}
        <li>
          <a href={href('/search')}>{t('search:title')}</a>
        </li>
        {!session && (
          <>
            <li>
              <a href={href('/cases')}>{t('menu.mine')}</a>
            </li>
            <li>
              <a href={href('/login')}>{t('chrome.signIn')}</a>
            </li>
          </>
        )}
        {(['accessibility', 'privacy'] as const).map((key) => (
          <li key={key}>
            <a href={href(`/${key}`)}>{t(`chrome.${key}`)}</a>
          </li>
        ))}
      </ul>
      <h2>{t('sitemap.keys')}</h2>
      <p>{t('sitemap.keysIntro')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('sitemap.key')}</th>
            <th scope="col">{t('sitemap.goesTo')}</th>
          </tr>
        </thead>
        <tbody>
          {KEYS.map(([key, place]) => (
            <tr key={key}>
              <td>
                <kbd>{key}</kbd>
              </td>
              <td>{t(place)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}
