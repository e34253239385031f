import { Check, SlidersHorizontal, X } from 'lucide-react'
import type { Found } from '../../../server/api.ts'
import { FILTERS, type FilterName, type Slice } from '../../parts/search/slice.ts'
import { useT } from '../../platform/i18n.ts'
import { type Count, countsOf, labelOf, withFilter } from './counts.ts'
import { useSliceLink } from './slice-link.ts'

type Narrowed = { found: Found; slice: Slice }

/** So many of a filter's values are seen at once. */
const FIRST = 8

/** Where things were found: each source with how many. One alone is no choice. */
export function SourceTabs({ found, slice }: Narrowed) {
  const { t } = useT('search')
  const SliceLink = useSliceLink()
  const { sources } = found
  if (sources.length < 2 && slice.source === undefined) return null
  const sum = sources.reduce((n, source) => n + source.n, 0)
  const tabs = [{ value: undefined, label: t('sources.all'), n: sum }, ...sources]
  return (
    <nav className="search-tabs" aria-label={t('sources.label')}>
      <ul>
        {tabs.map(({ value, label, n }) => (
          <li key={value ?? ''}>
            <SliceLink
              slice={{ ...slice, source: value, page: undefined }}
              aria-current={slice.source === value ? 'page' : undefined}
            >
              {label} <span className="search-n">{amount(t, n, found.isMore)}</span>
            </SliceLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const amount = (t: ReturnType<typeof useT<'search'>>['t'], n: number, isMore: boolean) =>
  `${t('amount', { n })}${isMore ? '+' : ''}`

/** What is chosen; each is taken back by pressing it. */
export function Chosen({ found, slice }: Narrowed) {
  const { t } = useT('search')
  const SliceLink = useSliceLink()
  const chosen = chosenOf(slice)
  if (chosen.length === 0) return null
  return (
    <ul className="search-chosen" aria-label={t('filters.chosen')}>
      {chosen.map((name) => {
        const label = labelOf(found, name, String(slice[name]))
        return (
          <li key={name}>
            <SliceLink
              slice={withFilter(slice, name, undefined)}
              className="search-chip"
              aria-label={t('filters.remove', { label })}
            >
              {label}
              <X aria-hidden />
            </SliceLink>
          </li>
        )
      })}
      {chosen.length > 1 && (
        <li>
          <SliceLink slice={{ text: slice.text, source: slice.source }}>{t('filters.clear')}</SliceLink>
        </li>
      )}
    </ul>
  )
}

const chosenOf = (slice: Slice) => FILTERS.filter((name) => slice[name] !== undefined)

/** The filters, each value with what choosing it would give. */
export function Facets(narrowed: Narrowed) {
  return FILTERS.map((name) => <Facet key={name} name={name} {...narrowed} />)
}

/** The filters where there is no room beside the results: folded, above them. */
export function FoldedFacets(narrowed: Narrowed) {
  const { t } = useT('search')
  const n = chosenOf(narrowed.slice).length
  if (!FILTERS.some((name) => countsOf(narrowed.found, name).length > 0)) return null
  return (
    <details className="search-folded">
      <summary>
        <SlidersHorizontal aria-hidden />
        {n > 0 ? t('filters.openWith', { count: n }) : t('filters.open')}
      </summary>
      <Facets {...narrowed} />
    </details>
  )
}

function Facet({ name, found, slice }: Narrowed & { name: FilterName }) {
  const { t } = useT('search')
  const counts = countsOf(found, name)
  if (counts.length === 0) return null
  const isChosen = ({ value }: Count) => String(slice[name]) === value
  const first = counts.filter((count, i) => i < FIRST || isChosen(count))
  const rest = counts.filter((count) => !first.includes(count))
  const list = (some: readonly Count[]) => (
    <ul>
      {some.map((count) => (
        <li key={count.value}>
          <Value name={name} count={count} isChosen={isChosen(count)} found={found} slice={slice} />
        </li>
      ))}
    </ul>
  )
  return (
    <section className="search-facet">
      <h2>{t(`filters.${name}`)}</h2>
      {list(first)}
      {rest.length > 0 && (
        <details>
          <summary>{t('filters.more', { count: rest.length })}</summary>
          {list(rest)}
        </details>
      )}
    </section>
  )
}

function Value({
  name,
  count: { value, label, n },
  isChosen,
  found,
  slice,
}: Narrowed & { name: FilterName; count: Count; isChosen: boolean }) {
  const { t } = useT('search')
  const SliceLink = useSliceLink()
  return (
    <SliceLink
      slice={withFilter(slice, name, isChosen ? undefined : value)}
      aria-current={isChosen ? 'true' : undefined}
    >
      {isChosen && (
        <>
          <Check aria-hidden />
          <i className="sr-only">{t('filters.undo')}</i>
        </>
      )}
      <span>{label}</span> <span className="search-n">{amount(t, n, found.isMore)}</span>
    </SliceLink>
  )
}
