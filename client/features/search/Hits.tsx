import type { ReactNode } from 'react'
import type { Found, Hit } from '../../../server/api.ts'
import { Marked } from '../../parts/search/Marked.tsx'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { RocTime } from '../../ui/RocTime.tsx'

/** What a thing that was found says of itself: number, where from, systems, kind, day. */
export function HitFacts({
  hit,
  source,
  children,
}: {
  hit: Hit
  source?: string | undefined
  children?: ReactNode
}) {
  const { t } = useT('search')
  const { number, systems, kind, at, limitedTo } = hit
  return (
    <p className="search-facts muted">
      {source && <span className="search-source">{source}</span>}
      {number && <span className="search-number">{number}</span>}
      {limitedTo && <Chip>{t(`limitedTo.${limitedTo}`)}</Chip>}
      {systems.length > 0 && <span>{systems.map(({ shortName }) => shortName).join('、')}</span>}
      {kind && <span>{kind}</span>}
      {at && (
        <span>
          {t('updated')} <RocTime at={at} show="date" />
        </span>
      )}
      {children}
    </p>
  )
}

/** The part of its text that says most of what was asked. */
export const Excerpt = ({ hit: { excerpt, excerptRanges } }: { hit: Hit }) =>
  excerpt === '' ? null : (
    <p className="search-excerpt">
      <Marked text={excerpt} ranges={excerptRanges} />
    </p>
  )

/** Where a thing was found, when it could have been elsewhere. */
export const sourceOf = ({ sources }: Found, hit: Hit): string | undefined =>
  sources.length > 1 ? sources.find(({ value }) => value === hit.source)?.label : undefined
