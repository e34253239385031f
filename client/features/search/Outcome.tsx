import type { ReactNode } from 'react'
import type { Found } from '../../../server/api.ts'
import type { Slice } from '../../parts/search/slice.ts'
import { useT } from '../../platform/i18n.ts'
import { Banner } from '../../ui/Banner.tsx'
import { total } from './counts.ts'
import { Chosen, Facets, FoldedFacets, SourceTabs } from './Narrowing.tsx'
import './search.css'

/** What was found, with the ways to narrow it; `list` is one below the other, `nothing` what leads on from none. */
export function Outcome({
  found,
  slice,
  list,
  pages,
  nothing,
}: {
  found: Found
  slice: Slice
  list: ReactNode
  pages: ReactNode
  nothing: ReactNode
}) {
  const { t } = useT('search')
  const n = total(found, slice)
  return (
    <>
      {found.isFallback && <Banner tone="warning">{t('fallback')}</Banner>}
      <SourceTabs found={found} slice={slice} />
      <div className="search-columns">
        <div className="search-main">
          {found.hits.length > 0 && (
            <p className="search-count">
              {t(found.isMore ? 'atLeast' : 'found', { count: n })}
              {slice.page && `　${t('pageOf', { page: slice.page })}`}
            </p>
          )}
          <Chosen found={found} slice={slice} />
          <FoldedFacets found={found} slice={slice} />
          {found.hits.length > 0 ? list : nothing}
          {pages}
        </div>
        <div className="search-side">
          <Facets found={found} slice={slice} />
        </div>
      </div>
    </>
  )
}
