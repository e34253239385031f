import type { Api, Reply } from '../../../server/api.ts'
import { EntryList } from '../../features/qa/EntryList.tsx'
import { Filters, type Overview, SystemList, Tabs } from '../../features/qa/Filters.tsx'
import { Subscribe } from '../../features/qa/Subscribe.tsx'
import { feedPath, isNarrowed, listPath, type Slice, sliceOf } from '../../features/qa/slice.ts'
import { PortalSearch } from '../../features/search/PortalSearch.tsx'
import { useT } from '../../platform/i18n.ts'
import { definePage, useHref } from '../../platform/portal.ts'
import { Banner } from '../../ui/Banner.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Pagination } from '../../ui/Pagination.tsx'
import './pages.css'

type List = Reply<Api['GET /knowledge']> & {
  slice: Slice
  overview: Overview
  subscriptions: Reply<Api['GET /knowledge-subscriptions']>
  done: string
}

export const page = definePage<List>({
  load: async ({ api, query, session }) => {
    const slice = sliceOf(query)
    const { tab, system, domain, tag, after } = slice
    const [overview, subscriptions, list] = await Promise.all([
      api('GET /knowledge-overview'),
      session ? api('GET /knowledge-subscriptions') : [],
      tab === 'systems'
        ? { entries: [], next: null }
        : api('GET /knowledge', {
            query: {
              order: tab,
              ...(system && { system: Number(system) }),
              ...(domain && { domain }),
              ...(tag && { tag }),
              ...(after && { after }),
            },
          }),
    ])
    return { ...list, slice, overview, subscriptions, done: query.get('done') ?? '' }
  },
  title: (t, { slice, overview }) => {
    const name = nameOf(slice, overview)
    return name ? t('portal:qa.titleOf', { name }) : t('portal:qa.title')
  },
  meta: (t, { slice }) => ({
    description: t('portal:qa.description'),
    canonical: listPath(slice),
    feeds: (['rss', 'atom'] as const).map((format) => ({
      type: `application/${format}+xml`,
      title: t('portal:qa.title'),
      href: feedPath(format, slice),
    })),
  }),
  Page: ({ data }) => <ListPage {...data} />,
})

const nameOf = ({ system, domain, tag }: Slice, { systems }: Overview) =>
  [systems.find(({ id }) => String(id) === system)?.shortName, domain, tag && `「${tag}」`]
    .filter(Boolean)
    .join('　')

/** 常見問答: newest, most read, or by system; a page at a time, with filters that are links and forms. */
function ListPage({ entries, next, slice, overview, subscriptions, done }: List) {
  const { t } = useT('portal')
  const href = useHref()
  const name = nameOf(slice, overview)
  return (
    <div className="portal-page qa-page">
      <header className="portal-page-head">
        <h1>{name || t('qa.title')}</h1>
        <p>{t('qa.lead')}</p>
        <PortalSearch size="large" fields={slice.system ? { system: slice.system } : {}} />
      </header>
      {(done === 'subscribed' || done === 'unsubscribed') && <Banner>{t(`qa.subscribe.${done}`)}</Banner>}
      <Tabs slice={slice} />
      <div className="qa-columns">
        <div className="qa-main">
          {slice.tab === 'systems' ? (
            <SystemList overview={overview} />
          ) : (
            <>
              <Filters slice={slice} overview={overview} />
              {entries.length === 0 ? (
                <EmptyState
                  action={
                    <Link button="primary" href={href('/cases/new')}>
                      {t('qa.ask')}
                    </Link>
                  }
                >
                  {isNarrowed(slice) ? `${t('qa.noneHere')}${t('qa.noneHereAsk')}` : t('qa.none')}
                </EmptyState>
              ) : (
                <EntryList entries={entries} />
              )}
              {slice.after && (
                <p>
                  <a href={href(listPath({ ...slice, after: '' }))}>{t('qa.first')}</a>
                </p>
              )}
              {next && <Pagination next={{ href: href(listPath({ ...slice, after: next })) }} />}
            </>
          )}
        </div>
        <aside className="qa-side">
          <Subscribe slice={slice} subscriptions={subscriptions} systems={overview.systems} />
        </aside>
      </div>
    </div>
  )
}
