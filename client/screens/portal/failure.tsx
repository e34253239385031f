import { problemSentence, useT } from '../../platform/i18n.ts'
import { definePage, type Failure, useHref, usePortal } from '../../platform/portal.ts'
import { Link } from '../../ui/Link.tsx'

const TITLES = {
  403: 'failure.forbidden',
  404: 'failure.notFound',
  410: 'failure.gone',
  503: 'failure.unavailable',
} as const
const titleKey = (status: number) => TITLES[status as keyof typeof TITLES] ?? 'failure.broken'

/** The page about what went wrong: what, what to do next, and the code to read out on the telephone. */
export const failurePage = definePage<Failure>({
  title: (t, { status }) => t(`portal:${titleKey(status)}`),
  Page: ({ data: failure }) => <FailurePage failure={failure} />,
})

function FailurePage({ failure }: { failure: Failure }) {
  const { t } = useT('portal')
  const href = useHref()
  const { session } = usePortal()
  const sentence = failure.code === 'page-not-found' ? t('failure.noSuchPage') : problemSentence(t, failure)
  return (
    <section className="portal-text portal-failure">
      <h1>{t(titleKey(failure.status))}</h1>
      <p>{sentence}</p>
      {failure.reference && (
        <p>
          {t('common:errorCode')} <code>{failure.reference}</code>
        </p>
      )}
      <p className="portal-failure-ways">
        <Link button="primary" href={href('/')}>
          {t('failure.home')}
        </Link>
        <Link button="secondary" href={href('/sitemap')}>
          {t('chrome.sitemap')}
        </Link>
        {session && (
          <Link button="secondary" href={href('/cases')}>
            {t('menu.mine')}
          </Link>
        )}
      </p>
    </section>
  )
}
