import { Rss } from 'lucide-react'
import type { Api, Reply } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useHref, usePortal } from '../../platform/portal.ts'
import { feedPath, listPath, type Slice } from './slice.ts'
import '../../ui/Button.css'

type Subscriptions = Reply<Api['GET /knowledge-subscriptions']>

/** Hear of new entries: by mail for the signed-in, by RSS and Atom for everybody; and what is given to all. */
export function Subscribe({
  slice,
  subscriptions,
  systems,
}: {
  slice: Slice
  subscriptions: Subscriptions
  systems: readonly { id: number; shortName: string }[]
}) {
  const { t } = useT('portal')
  const href = useHref()
  const { session, url } = usePortal()
  const nameOf = (id: number) => systems.find((system) => system.id === id)?.shortName ?? String(id)
  const here = slice.system || slice.tag
  const isMine = subscriptions.some(({ systemId, tag }) =>
    slice.system ? String(systemId) === slice.system : tag === slice.tag,
  )
  const others = subscriptions.filter(
    ({ systemId, tag }) =>
      !(here && (slice.system ? String(systemId) === slice.system : tag !== null && tag === slice.tag)),
  )
  return (
    <section className="qa-subscribe no-print" aria-labelledby="qa-subscribe">
      <h2 id="qa-subscribe">{t('qa.subscribe.title')}</h2>
      {session && here && (
        <form method="post" action={href('/qa/subscriptions')}>
          {slice.system ? (
            <input type="hidden" name="system" value={slice.system} />
          ) : (
            <input type="hidden" name="tag" value={slice.tag} />
          )}
          <button
            type="submit"
            name="do"
            value={isMine ? 'unsubscribe' : 'subscribe'}
            className="ui-button"
            data-variant="secondary"
            data-size="normal"
          >
            {t(isMine ? 'qa.subscribe.stop' : 'qa.subscribe.mail')}
          </button>
        </form>
      )}
      {session && others.length > 0 && (
        <>
          <h3>{t('qa.subscribe.mine')}</h3>
          <ul className="qa-tags">
            {others.map(({ systemId, tag }) => (
              <li key={`${systemId} ${tag}`}>
                <a
                  href={href(listPath(systemId === null ? { tag: tag ?? '' } : { system: String(systemId) }))}
                >
                  {systemId === null ? tag : nameOf(systemId)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {!session && (
        <p>
          <a href={`${href('/login')}?next=${encodeURIComponent(href(url))}`}>{t('qa.subscribe.signIn')}</a>
        </p>
      )}
      <p className="qa-feeds">
        <Rss aria-hidden /> {t('qa.subscribe.feedsOf')}{' '}
        <a href={feedPath('rss', slice)}>{t('qa.subscribe.rss')}</a>{' '}
        <a href={feedPath('atom', slice)}>{t('qa.subscribe.atom')}</a>
      </p>
      <h2>{t('qa.openData.title')}</h2>
      <p>{t('qa.openData.text')}</p>
      <p className="qa-feeds">
        {(['csv', 'json', 'xml'] as const).map((form) => (
          <a key={form} href={`/qa/open-data.${form}`} download>
            {form.toUpperCase()}
          </a>
        ))}{' '}
        <a href="/qa/open-data-fields.csv" download>
          {t('qa.openData.fields')}
        </a>
      </p>
    </section>
  )
}
