import { useT } from '../../platform/i18n.ts'
import { useHref } from '../../platform/portal.ts'
import { Anchor } from './Anchor.tsx'

/** The foot of every portal page: policies and the anchor for the keyboard. */
export function Footer() {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <footer className="portal-footer" id="footer" tabIndex={-1}>
      <div>
        <Anchor to="footer" accessKey="b" title={t('chrome.anchorFooter')} />
        <nav aria-label={t('chrome.footer')}>
          <a href={href('/sitemap')}>{t('chrome.sitemap')}</a>
          <a href={href('/accessibility')}>{t('chrome.accessibility')}</a>
          <a href={href('/privacy')}>{t('chrome.privacy')}</a>
        </nav>
        <p>{t('chrome.rights')}</p>
      </div>
    </footer>
  )
}
