import { TrackForm } from '../../features/progress/TrackForm.tsx'
import { useT } from '../../platform/i18n.ts'
import { definePage, useHref, usePortal } from '../../platform/portal.ts'
import './pages.css'

export const page = definePage({ title: (t) => t('portal:progress.track.title'), Page: TrackPage })

/** 查詢進度: one's case by number and code, without signing in. */
function TrackPage() {
  const { t } = useT('portal')
  const href = useHref()
  const { session } = usePortal()
  return (
    <div className="portal-page portal-page-narrow">
      <header className="portal-page-head">
        <h1>{t('progress.track.title')}</h1>
        <p>{t('progress.track.lead')}</p>
      </header>
      <TrackForm />
      <p>
        {t('progress.track.lost')}{' '}
        <a href={session ? href('/cases') : `${href('/login')}?next=${encodeURIComponent(href('/cases'))}`}>
          {t('progress.mine.title')}
        </a>
      </p>
    </div>
  )
}
