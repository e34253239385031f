import type { Found } from '../../../server/api.ts'
import { Excerpt, HitFacts, sourceOf } from '../../features/search/Hits.tsx'
import { Nothing, shortened } from '../../features/search/Nothing.tsx'
import { Outcome } from '../../features/search/Outcome.tsx'
import { PortalSearch } from '../../features/search/PortalSearch.tsx'
import { pagesAround } from '../../features/search/pages.ts'
import { type SliceLinkProps, SliceLinks } from '../../features/search/slice-link.ts'
import { Marked } from '../../parts/search/Marked.tsx'
import { askedOf, type Slice, searchPath, sliceFrom } from '../../parts/search/slice.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { definePage, useHref } from '../../platform/portal.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Link } from '../../ui/Link.tsx'
import { Pagination } from '../../ui/Pagination.tsx'
import './pages.css'

type Trouble = { status: number; code: string; sentence?: string | undefined }
type Searched = {
  slice: Slice
  found: Found | null
  /** Why nothing was looked for; the words stay in the field. */
  trouble: Trouble | null
}

export const page = definePage<Searched>({
  load: async ({ api, query }) => {
    const slice = sliceFrom(Object.fromEntries(query))
    if (slice.text === '') return { slice, found: null, trouble: null }
    try {
      return { slice, found: await api('GET /search', { query: askedOf(slice) }), trouble: null }
    } catch (error) {
      const { status = 500, code = 'internal', sentence } = error as Partial<Trouble>
      if (!PASSING.includes(status)) throw error
      return { slice, found: null, trouble: { status, code, sentence } }
    }
  },
  title: (t, { slice: { text } }) =>
    text ? t('search:titleOf', { text: shortened(text) }) : t('search:title'),
  status: ({ trouble }) => trouble?.status ?? 200,
  meta: () => ({ noIndex: true }),
  Page: ({ data }) => <SearchPage {...data} />,
})

/** What somebody can do something about: other words, or again in a while. */
const PASSING: readonly number[] = [400, 413, 422, 429, 503]

/** One search over everything: the words, where they were found, and ways on. Links and forms; no script is needed. */
function SearchPage({ slice, found, trouble }: Searched) {
  const { t } = useT('search')
  return (
    <div className="portal-page search-page">
      <header className="search-head">
        <h1>{slice.text ? t('titleOf', { text: shortened(slice.text) }) : t('title')}</h1>
        <PortalSearch size="large" text={slice.text} fields={slice.source ? { source: slice.source } : {}} />
        {!found && !trouble && <p className="muted">{t('lead')}</p>}
      </header>
      {trouble && <Banner tone="danger">{problemSentence(t, trouble)}</Banner>}
      {found && (
        <SliceLinks value={PortalLink}>
          <Results slice={slice} found={found} />
        </SliceLinks>
      )}
    </div>
  )
}

function PortalLink({ slice, ...props }: SliceLinkProps) {
  const href = useHref()
  return <a {...props} href={href(searchPath(slice))} />
}

function Results({ slice, found }: { slice: Slice; found: Found }) {
  const { t } = useT('search')
  const href = useHref()
  const { previous, next } = pagesAround(found, slice)
  return (
    <Outcome
      found={found}
      slice={slice}
      list={
        <ol className="search-hits" aria-label={t('results')}>
          {found.hits.map((hit) => (
            <li key={hit.key}>
              <h2>
                <a href={href(hit.href)}>
                  <Marked text={hit.title} ranges={hit.titleRanges} />
                </a>
              </h2>
              <Excerpt hit={hit} />
              <HitFacts hit={hit} source={sourceOf(found, hit)} />
            </li>
          ))}
        </ol>
      }
      pages={
        <Pagination
          {...(previous && { previous: { href: href(searchPath(previous)) } })}
          {...(next && { next: { href: href(searchPath(next)) } })}
        />
      }
      nothing={
        <Nothing found={found} slice={slice} entryLink={(path, title) => <a href={href(path)}>{title}</a>}>
          <section className="search-ask">
            <h3>{t('nothing.askTitle')}</h3>
            <p>
              <Link button="seal" href={href(casePath(slice))}>
                {t('nothing.ask')}
              </Link>
            </p>
            <p className="muted">{t('nothing.askHelp')}</p>
          </section>
        </Nothing>
      }
    />
  )
}

/** The form for a case, with what was looked for. */
const casePath = ({ text, system }: Slice) =>
  `/cases/new?${new URLSearchParams({ q: text, ...(system && { system: String(system) }) })}`
