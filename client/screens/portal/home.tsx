import { ChevronRight, FilePenLine, FolderOpen, LogIn, SearchCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Api, Reply } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
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
}

export const page = definePage<Home>({
  load: async ({ api, session }) => {
    const [status, mine] = await Promise.all([
      api('GET /service-status').catch(() => null),
      session ? api('GET /my/cases', { query: {} }).catch(() => null) : null,
    ])
    return { status, latest: mine?.cases[0] ?? null }
  },
  title: (t) => t('portal:menu.home'),
  Page: ({ data }) => <HomePage {...data} />,
})

function HomePage({ status, latest }: Home) {
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
          <form action={href('/cases/new')} className="home-search">
            <label className="sr-only" htmlFor="home-description">
              {t('home.describe')}
            </label>
            <input
              id="home-description"
              name="description"
              placeholder={t('home.example')}
              // biome-ignore lint/a11y/noAccessKey: required of government sites; the site map lists the keys
              accessKey="s"
            />
            <Button type="submit" variant="seal">
              {t('home.file')}
            </Button>
          </form>
          <p>{t('home.describeHelp')}</p>
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
        {session ? (
          <Task href={href('/cases')} icon={<FolderOpen aria-hidden />} title={t('menu.mine')}>
            {t('home.mineHint')}
          </Task>
        ) : (
          <Task href={href('/login')} icon={<LogIn aria-hidden />} title={t('chrome.signIn')}>
            {t('home.signInHint')}
          </Task>
        )}
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

function LatestCase({ latest }: { latest: NonNullable<Home['latest']> }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <Slip number={latest.number} date={latest.openedAt}>
      <p className="home-slip-title">
        <a href={href(`/cases/${latest.number}`)}>{latest.title}</a>
      </p>
      <p>
        <StatusChip state={latest.status} /> <span className="muted">{latest.systemName}</span>
      </p>
      <StampPath status={latest.status} />
      <span className="sr-only">{t('home.latest')}</span>
    </Slip>
  )
}

function BlankSlip({ signedIn }: { signedIn: boolean }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <Slip>
      <form action={href('/track')} className="home-track">
        <label htmlFor="home-number">{t(signedIn ? 'home.noCaseYet' : 'home.haveSlip')}</label>
        <div>
          <input
            id="home-number"
            name="number"
            className="ui-input"
            inputMode="numeric"
            autoComplete="off"
            placeholder="115-000731"
          />
          <Button type="submit">{t('home.check')}</Button>
        </div>
      </form>
    </Slip>
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
