import type { ReactNode } from 'react'
import type { Found } from '../../../server/api.ts'
import { isNarrowed, type Slice, widened } from '../../parts/search/slice.ts'
import { useT } from '../../platform/i18n.ts'
import { useSliceLink } from './slice-link.ts'

/**
 * Nothing was found, and that leads on: without the filters, in other words, to what most people read, and to somebody
 * who helps.
 */
export function Nothing({
  found: { instead },
  slice,
  entryLink,
  children,
}: {
  found: Found
  slice: Slice
  entryLink: (href: string, title: string) => ReactNode
  /** The way to somebody who helps. */
  children: ReactNode
}) {
  const { t } = useT('search')
  const SliceLink = useSliceLink()
  // Without the filters there is something.
  const here = isNarrowed(slice) && !instead
  if (slice.page !== undefined && !instead)
    return (
      <p className="search-nothing">
        {t('nothing.beyond')}{' '}
        <SliceLink slice={{ ...slice, page: undefined }}>{t('nothing.first')}</SliceLink>
      </p>
    )
  return (
    <div className="search-nothing">
      <section>
        <h2>{t(here ? 'nothing.titleHere' : 'nothing.title', { text: shortened(slice.text) })}</h2>
        {here ? (
          <p>
            <SliceLink slice={widened(slice)}>{t('nothing.clear')}</SliceLink>
          </p>
        ) : (
          isNoted(slice) && <p className="muted">{t('nothing.noted')}</p>
        )}
      </section>
      {instead && instead.words.length > 0 && (
        <section>
          <h3>{t('nothing.words')}</h3>
          <ul className="search-words">
            {instead.words.map((text) => (
              <li key={text}>
                <SliceLink slice={{ text }} className="search-chip">
                  {text}
                </SliceLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      {children}
      {instead && instead.mostRead.length > 0 && (
        <section>
          <h3>{t('nothing.mostRead')}</h3>
          <ul className="search-most-read">
            {instead.mostRead.map(({ href, title }) => (
              <li key={href}>{entryLink(href, title)}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** What the server writes down for the editors. */
const isNoted = (slice: Slice) => !isNarrowed(slice) && slice.page === undefined && [...slice.text].length > 1

const LONGEST = 60

/** A long question in a heading: its beginning. */
export const shortened = (text: string) => {
  const characters = [...text]
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text
}
