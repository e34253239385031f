import { useT } from '../../platform/i18n.ts'
import { htmlLang, inLanguage } from '../../platform/language.ts'
import { useHref, usePortal } from '../../platform/portal.ts'
import { TEXT_SIZES, THEMES } from '../../platform/preferences.ts'
import { Anchor } from './Anchor.tsx'

/** The line above everything: 定位點, site map, the other language, display settings, sign-in. */
export function Utility() {
  const { t } = useT('portal')
  const { language, url, session } = usePortal()
  const href = useHref()
  const other = language === 'en' ? 'zh-TW' : 'en'
  const worksAtDesk = session?.permissions.includes('desk:work')
  return (
    <nav className="portal-utility" aria-label={t('chrome.utility')}>
      <Anchor to="top" accessKey="u" title={t('chrome.anchorTop')} />
      <a href={href('/sitemap')}>{t('chrome.sitemap')}</a>
      <a href={inLanguage(other, url)} lang={htmlLang(other)} hrefLang={htmlLang(other)}>
        {t('chrome.otherLanguage')}
      </a>
      <DisplaySettings />
      {worksAtDesk && <a href="/desk">{t('chrome.desk')}</a>}
      {session ? (
        <form method="post" action="/logout">
          <span className="portal-who">{session.name}</span>
          <button type="submit" className="portal-link-button">
            {t('chrome.signOut')}
          </button>
        </form>
      ) : (
        <a href={`${href('/login')}?next=${encodeURIComponent(href(url))}`}>{t('chrome.signIn')}</a>
      )}
    </nav>
  )
}

/** Text size and theme. Each is a button that posts a form, so that it works without JavaScript. */
function DisplaySettings() {
  const { t } = useT('portal')
  const { url, preferences } = usePortal()
  const href = useHref()
  return (
    <details className="portal-display" name="portal-display">
      <summary>{t('chrome.textSizeNow', { size: t(`common:textSize.${preferences.textSize}`) })}</summary>
      <form method="post" action="/preferences" className="portal-display-panel">
        <input type="hidden" name="back" value={href(url)} />
        <fieldset>
          <legend>{t('common:textSize.label')}</legend>
          {TEXT_SIZES.map((size) => (
            <button
              key={size}
              type="submit"
              name="textSize"
              value={size}
              aria-pressed={preferences.textSize === size}
            >
              {t(`common:textSize.${size}`)}
            </button>
          ))}
        </fieldset>
        <fieldset>
          <legend>{t('common:theme.label')}</legend>
          {THEMES.map((theme) => (
            <button
              key={theme}
              type="submit"
              name="theme"
              value={theme}
              aria-pressed={preferences.theme === theme}
            >
              {t(`common:theme.${theme}`)}
            </button>
          ))}
        </fieldset>
      </form>
    </details>
  )
}
