import { useT } from '../../platform/i18n.ts'
import { useHref } from '../../platform/portal.ts'
import { Link } from '../../ui/Link.tsx'

export type Successor = { number: string; title: string }

/** The page of an entry that was taken back: it says so, and leads on. */
export function Gone({ number, successor }: { number: string; successor: Successor | null }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <section className="portal-text portal-failure">
      <h1>{t('qa.gone.title')}</h1>
      <p>{t('qa.gone.text', { number })}</p>
      {successor ? (
        <p className="qa-successor">
          {t('qa.gone.instead')}{' '}
          <a href={href(`/qa/${successor.number}`)}>
            {successor.number}　{successor.title}
          </a>
        </p>
      ) : (
        <p>{t('qa.gone.none')}</p>
      )}
      <p className="portal-failure-ways">
        <Link button={successor ? 'secondary' : 'primary'} href={href('/qa')}>
          {t('qa.gone.list')}
        </Link>
        <Link button="secondary" href={href('/cases/new')}>
          {t('qa.ask')}
        </Link>
      </p>
    </section>
  )
}
