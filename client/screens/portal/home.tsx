import { ChevronRight, FilePenLine, FolderOpen, SearchCheck, Timer } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Api, Reply } from '../../../server/api.ts'
import { PortalSearch } from '../../features/search/PortalSearch.tsx'
import { type Translate, useT } from '../../platform/i18n.ts'
import { definePage, useHref, usePortal } from '../../platform/portal.ts'
import { Button } from '../../ui/Button.tsx'
import { Slip } from '../../ui/Slip.tsx'
import { StampPath } from '../../ui/StampPath.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { ServiceStatus } from './ServiceStatus.tsx'
import '../../ui/Field.css'
import './home.css'

type Home = {
  /** Null when it cannot be told: a stale figure is worse than none. */
  status: Reply<Api['GET /service-status']> | null
  latest: Reply<Api['GET /my/cases']>['cases'][number] | null
  /** Working minutes to the first reply to an ordinary case. */
  replyMinutes: number | null
  /** The entries that most people read. */
  read: { number: string; title: string }[]
}

const ORDINARY = 3
const MOST_READ = 3

export const page = definePage<Home>({
  load: async ({ api, session }) => {
    const [status, mine, targets, entries] = await Promise.all([
      api('GET /service-status').catch(() => null),
      session ? api('GET /my/cases', { query: {} }).catch(() => null) : null,
      api('GET /service-targets').catch(() => []),
      api('GET /knowledge', { query: { order: 'most-read' } }).catch(() => null),
    ])
    const ordinary = targets.find(({ priority }) => priority === ORDINARY)
    return {
      status,
      latest: mine?.cases[0] ?? null,
      replyMinutes: ordinary?.firstResponseMinutes ?? null,
      read: (entries?.entries ?? []).slice(0, MOST_READ).map(({ number, title }) => ({ number, title })),
    }
  },
  title: (t) => t('portal:menu.home'),
  Page: ({ data }) => <HomePage {...data} />,
})

function HomePage({ status, latest, replyMinutes, read }: Home) {
  const { t } = useT('portal')
  const href = useHref()
  const { session } = usePortal()
  return (
    <>
      <section className="home-hero">
        <div className="home-ask">
          <h1>
            {[t('home.question'), t('home.question2'), t('home.promise')].map((part) => (
              <span key={part}>{part}</span>
            ))}
          </h1>
          <PortalSearch size="large" />
          {read.length > 0 ? (
            <ul className="home-read" aria-label={t('home.mostRead')}>
              <li aria-hidden>{t('home.mostRead')}</li>
              {read.map(({ number, title }) => (
                <li key={number}>
                  <a href={href(`/qa/${number}`)}>{title}</a>
                </li>
              ))}
            </ul>
          ) : (
            <p>{t('home.searchHelp')}</p>
          )}
        </div>
        {latest ? <LatestCase latest={latest} /> : <BlankSlip signedIn={session !== null} />}
      </section>
      <ul className="home-tasks">
        <Task href={href('/cases/new')} icon={<FilePenLine aria-hidden />} title={t('menu.file')}>
          {t('home.fileHint')}
        </Task>
        <Task href={href('/track')} icon={<SearchCheck aria-hidden />} title={t('menu.track')}>
          {t('home.trackHint')}
        </Task>
        <Task href={href('/cases')} icon={<FolderOpen aria-hidden />} title={t('menu.mine')}>
          {t(session ? 'home.mineHint' : 'home.mineSignedOut')}
        </Task>
        <Task href={href('/service-commitment')} icon={<Timer aria-hidden />} title={t('menu.commitment')}>
          {replyInWords(t, replyMinutes)}
        </Task>
      </ul>
      <div className="home-columns">
        <section>
          <h2>{t('home.howTitle')}</h2>
          <ol className="home-how">
            {(['received', 'assigned', 'handled', 'closed'] as const).map((step) => (
              <li key={step}>
                <span className="home-how-seal" aria-hidden>
                  {t(`common:stamps.${step}.seal`)}
                </span>
                <span>
                  <b>{t(`home.how.${step}.title`)}</b>
                  {t(`home.how.${step}.text`)}
                </span>
              </li>
            ))}
          </ol>
        </section>
        <ServiceStatus status={status} />
      </div>
    </>
  )
}

function replyInWords(t: Translate<'portal'>, minutes: number | null) {
  if (minutes === null) return t('home.commitmentPlain')
  return minutes % 60 === 0
    ? t('home.commitmentHintHours', { count: minutes / 60 })
    : t('home.commitmentHint', { count: minutes })
}

function LatestCase({ latest }: { latest: NonNullable<Home['latest']> }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <Slip number={latest.number} date={latest.openedAt}>
      <h2 className="sr-only">{t('home.latest')}</h2>
      <p className="home-slip-title">
        <a href={href(`/cases/${latest.number}`)}>{latest.title}</a>
      </p>
      <p>
        <StatusChip state={latest.status} waitingFor={latest.waitingFor} />{' '}
        <span className="muted">{latest.systemName}</span>
      </p>
      <StampPath status={latest.status} />
    </Slip>
  )
}

function BlankSlip({ signedIn }: { signedIn: boolean }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <Slip>
      <form method="post" action={href('/track')} className="home-track">
        <h2>{t(signedIn ? 'home.noCaseYet' : 'home.haveSlip')}</h2>
        <TrackFields />
      </form>
    </Slip>
  )
}

function TrackFields() {
  const { t } = useT('portal')
  return (
    <div className="home-track-fields">
      <label htmlFor="home-number">{t('home.number')}</label>
      <input
        id="home-number"
        name="number"
        className="ui-input"
        autoComplete="off"
        placeholder="115-000731"
      />
      <label htmlFor="home-code">{t('home.code')}</label>
      <input id="home-code" name="code" className="ui-input" autoComplete="off" placeholder="7K2M-9XQ4" />
      <Button type="submit">{t('home.check')}</Button>
    </div>
  )
}

function Task({
  href,
  icon,
  title,
  children,
}: {
  href: string
  icon: ReactNode
  title: string
  children: ReactNode
}) {
  return (
    <li>
      <a href={href}>
        {icon}
        <b>{title}</b>
        <span>{children}</span>
        <ChevronRight aria-hidden />
      </a>
    </li>
  )
}
