import { Printer } from 'lucide-react'
import type { PortalCase } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useHref, usePortal } from '../../platform/portal.ts'
import { Button } from '../../ui/Button.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import { Link } from '../../ui/Link.tsx'
import { Slip } from '../../ui/Slip.tsx'
import { StampPath } from '../../ui/StampPath.tsx'
import { dayAndTime } from './next-step.ts'
import { PrintedAt } from './PrintedAt.tsx'
import './progress.css'

/** The receipt: the slip with its number and code, to keep or to print, and what happens next. */
export function Filed({ filed, code }: { filed: PortalCase; code: string | undefined }) {
  const { t, language } = useT('portal')
  const href = useHref()
  const { session } = usePortal()
  const awake = useHydrated()
  const { number, title, systemName, openedAt, responseDueAt, status } = filed
  return (
    <div className="portal-page progress-filed">
      <PrintedAt />
      <header className="portal-page-head">
        <h1>{t('progress.filed.title')}</h1>
        <p>{t('progress.filed.lead', { at: dayAndTime(responseDueAt, language) })}</p>
      </header>
      <Slip number={number} date={openedAt} className="progress-slip">
        <p className="progress-filed-title">{title}</p>
        <p className="muted">{systemName}</p>
        {code && (
          <p>
            {t('progress.case.code')}　<b className="progress-code">{code}</b>
          </p>
        )}
        <StampPath status={status} fresh />
      </Slip>
      <p>{t(session ? 'progress.filed.keepSignedIn' : 'progress.filed.keep')}</p>
      <p className="portal-ways no-print">
        <Link button="primary" href={href(`/cases/${number}`)}>
          {t('progress.filed.follow')}
        </Link>
        {awake && (
          <Button icon={<Printer aria-hidden />} onPress={() => print()}>
            {t('progress.case.print')}
          </Button>
        )}
        <Link button="secondary" href={href('/cases/new')}>
          {t('progress.filed.again')}
        </Link>
        <Link button="quiet" href={href(session ? '/cases' : '/')}>
          {t(session ? 'progress.filed.mine' : 'progress.filed.home')}
        </Link>
      </p>
    </div>
  )
}
