import { CircleCheck, Moon, TriangleAlert } from 'lucide-react'
import type { Api, Reply } from '../../../server/api.ts'
import { type Translate, useT } from '../../platform/i18n.ts'

/** Whether anybody is at work now and what to expect; says so plainly when that is not known. */
export function ServiceStatus({ status }: { status: Reply<Api['GET /service-status']> | null }) {
  const { t } = useT('portal')
  return (
    <section className="home-status">
      <h2>{t('home.statusTitle')}</h2>
      {status ? (
        <>
          <p className="home-status-now" data-open={status.open || undefined}>
            {status.open ? <CircleCheck aria-hidden /> : <Moon aria-hidden />}
            {status.open ? t('home.openNow', { count: status.agentsReady }) : t('home.closedNow')}
          </p>
          <dl>
            <dt>{t('home.hours')}</dt>
            <dd>{status.hours}</dd>
            <dt>{t('home.waiting')}</dt>
            <dd>{t('home.waitingCases', { count: status.waiting })}</dd>
            {status.firstResponseMinutes !== null && (
              <>
                <dt>{t('home.firstReply')}</dt>
                <dd>{within(t, status.firstResponseMinutes)}</dd>
              </>
            )}
          </dl>
        </>
      ) : (
        <p className="home-status-now">
          <TriangleAlert aria-hidden />
          {t('home.statusUnknown')}
        </p>
      )}
    </section>
  )
}

const within = (t: Translate<'portal'>, minutes: number) =>
  minutes % 60 === 0
    ? t('home.withinHours', { count: minutes / 60 })
    : t('home.withinMinutes', { count: minutes })
