import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Found } from '../../../server/api.ts'
import { total } from '../../features/search/counts.ts'
import { DeskHits } from '../../features/search/DeskHits.tsx'
import { Nothing, shortened } from '../../features/search/Nothing.tsx'
import { Outcome } from '../../features/search/Outcome.tsx'
import { pagesAround } from '../../features/search/pages.ts'
import { searchQuery } from '../../features/search/queries.ts'
import { SearchBox } from '../../features/search/SearchBox.tsx'
import { type SliceLinkProps, SliceLinks } from '../../features/search/slice-link.ts'
import type { Slice } from '../../parts/search/slice.ts'
import { type Translate, useT } from '../../platform/i18n.ts'
import { inLanguage } from '../../platform/language.ts'
import { useMay } from '../../platform/session.ts'
import { useShortcut } from '../../platform/shortcuts.ts'
import { useTitle } from '../../platform/title.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Link } from '../../ui/Link.tsx'
import { useAnnounce } from '../../ui/LiveRegions.tsx'
import { Pagination } from '../../ui/Pagination.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

const route = getRouteApi('/shell/desk/search')

/** One search over everything, at the desk: what is found is read in place, so that the case at hand is not left. */
export function SearchScreen() {
  const { t, language } = useT('search')
  const { open: _, text = '', ...narrowed } = route.useSearch()
  const slice: Slice = { text, ...narrowed }
  const navigate = route.useNavigate()
  const field = useRef<HTMLInputElement>(null)
  useTitle(text ? t('titleOf', { text: shortened(text) }) : t('title'))
  useShortcut({ keys: 'Slash', label: t('desk.open'), run: () => field.current?.select() })
  useEffect(() => {
    if (!text) field.current?.focus()
  }, [text])
  return (
    <div className="search-desk">
      <h1>{t('desk.title')}</h1>
      <div className="search-desk-box">
        <SearchBox
          action={inLanguage(language, '/desk/search')}
          text={text}
          pathOf={(path) => inLanguage(language, path)}
          opensWindow
          onSearch={(sought) => void navigate({ search: { text: sought, source: slice.source } })}
          inputRef={field}
        />
      </div>
      {text ? (
        <SliceLinks value={DeskLink}>
          <Results slice={slice} />
        </SliceLinks>
      ) : (
        <p className="muted">{t('desk.start')}</p>
      )}
    </div>
  )
}

const DeskLink = ({ slice, ...props }: SliceLinkProps) => (
  <RouteLink to="/desk/search" search={slice} plain {...props} />
)

/** What somebody hears who does not see it. */
const outcomeInWords = (t: Translate<'search'>, found: Found, slice: Slice) =>
  found.hits.length > 0
    ? t(found.isMore ? 'atLeast' : 'found', { count: total(found, slice) })
    : t('nothing.title', { text: shortened(slice.text) })

function Results({ slice }: { slice: Slice }) {
  const { t, language } = useT('search')
  const { open } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const { data: found, error, isPlaceholderData, refetch } = useQuery(searchQuery(slice))
  const announce = useAnnounce()
  const told = found && !isPlaceholderData ? outcomeInWords(t, found, slice) : undefined
  useEffect(() => {
    if (told) announce(told)
  }, [told, announce])
  if (error) return <ErrorCard title={t('desk.failed')} error={error} onRetry={() => void refetch()} />
  if (!found) return <Skeleton shape="rows" count={6} label={t('desk.searching')} />
  const { previous, next } = pagesAround(found, slice)
  const goTo = (search: Slice) => ({ onPress: () => void navigate({ search }) })
  return (
    <div className="search-desk-found" aria-busy={isPlaceholderData}>
      <Outcome
        found={found}
        slice={slice}
        list={
          <DeskHits
            found={found}
            open={open}
            onOpen={(key) => void navigate({ search: { ...slice, open: key }, replace: true })}
          />
        }
        pages={
          <Pagination {...(previous && { previous: goTo(previous) })} {...(next && { next: goTo(next) })} />
        }
        nothing={
          <Nothing
            found={found}
            slice={slice}
            entryLink={(href, title) => (
              <Link href={inLanguage(language, href)} target="_blank">
                {title}
              </Link>
            )}
          >
            {may('case:key-in') && (
              <p>
                <RouteLink to="/desk/new" button="secondary">
                  {t('desk.newCase')}
                </RouteLink>
              </p>
            )}
          </Nothing>
        }
      />
    </div>
  )
}
