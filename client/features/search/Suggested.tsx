import { Search } from 'lucide-react'
import { type Ref, useEffect } from 'react'
import { Marked } from '../../parts/search/Marked.tsx'
import type { Suggested as Known } from '../../parts/search/suggester.ts'
import type { Suggestions } from '../../parts/search/use-suggestions.ts'
import { useT } from '../../platform/i18n.ts'

/** The titles that may be meant, and last the whole search. Each is a link; the focus stays in the field. */
export function Suggested({
  id,
  list,
  suggested: { text, found },
  active,
  all,
  pathOf,
  opensWindow,
  onAll,
}: {
  id: string
  list: Ref<HTMLDivElement>
  suggested: NonNullable<Known<Suggestions>>
  /** The one that Enter opens; -1 is none. */
  active: number
  all: string
  pathOf: (path: string) => string
  opensWindow: boolean
  onAll?: () => void
}) {
  const { t } = useT('search')
  useEffect(() => {
    // Newer browsers give a promise, which must not be taken for something to clean up with.
    void document.getElementById(`${id}${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  const option = (n: number) => ({
    role: 'option',
    id: `${id}${n}`,
    tabIndex: -1,
    'aria-selected': n === active,
  })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the focus where one types
    <div className="search-box-list" onMouseDown={(event) => event.preventDefault()}>
      {found.length === 0 && <p>{t('box.none')}</p>}
      <div id={id} ref={list} role="listbox" aria-label={t('box.suggestions')}>
        {found.map((hit, n) => (
          <a
            key={hit.key}
            {...option(n)}
            href={pathOf(hit.href)}
            {...(opensWindow && { target: '_blank', rel: 'noreferrer' })}
          >
            <span>
              <Marked text={hit.title} ranges={hit.titleRanges} />
            </span>
            <small>
              {hit.number}　{hit.systems.map(({ shortName }) => shortName).join('、')}
            </small>
          </a>
        ))}
        <a
          {...option(found.length)}
          href={all}
          className="search-box-all"
          onClick={(event) => {
            if (!onAll) return
            event.preventDefault()
            onAll()
          }}
        >
          <Search aria-hidden />
          <span>{t('box.all', { text })}</span>
        </a>
      </div>
    </div>
  )
}
