import { useEffect } from 'react'
import type { Api, Reply } from '../../../server/api.ts'
import { listPath, type Slice, sliceOf } from '../../features/qa/slice.ts'
import { useT } from '../../platform/i18n.ts'
import { definePage, useHref } from '../../platform/portal.ts'
import '../../features/qa/qa.css'

const SHOWN = 10

type Widget = { entries: Reply<Api['GET /public/knowledge']>['entries']; slice: Slice }

/** What other sites show in a frame: the most read public entries of a system or with a tag. */
export const page = definePage<Widget>({
  isBare: true,
  load: async ({ api, query }) => {
    const slice = sliceOf(query)
    const { system, tag } = slice
    const { entries } = await api('GET /public/knowledge', {
      query: { order: 'most-read', ...(system && { system: Number(system) }), ...(tag && { tag }) },
    })
    return { entries: entries.slice(0, SHOWN), slice }
  },
  title: (t) => t('portal:qa.title'),
  meta: () => ({ noIndex: true }),
  Page: ({ data }) => <WidgetPage {...data} />,
})

function WidgetPage({ entries, slice }: Widget) {
  const { t } = useT('portal')
  const href = useHref()
  useEffect(() => {
    if (parent === window) return
    // The frame becomes as high as this; a height is nobody's secret.
    const tell = () =>
      parent.postMessage({ onewindow: 'qa', height: document.documentElement.offsetHeight }, '*')
    const watch = new ResizeObserver(tell)
    watch.observe(document.documentElement)
    return () => watch.disconnect()
  }, [])
  return (
    <div className="qa-widget">
      <h1>{t('qa.title')}</h1>
      {entries.length === 0 ? (
        <p>{t('qa.widget.none')}</p>
      ) : (
        <ul>
          {entries.map(({ number, title }) => (
            <li key={number}>
              <a href={href(`/qa/${number}`)} target="_blank" rel="noopener">
                {title}
              </a>{' '}
              <span className="muted">{number}</span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={href(listPath({ system: slice.system, tag: slice.tag }))} target="_blank" rel="noopener">
          {t('qa.widget.all')}
        </a>
      </p>
    </div>
  )
}
