import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../../server/api.ts'
import { AskedCard } from '../../../parts/card/Card.tsx'
import { useT } from '../../../platform/i18n.ts'
import { RocTime } from '../../../ui/RocTime.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { linksQuery } from '../queries.ts'

/** The cases that this one mentions, continues, was split from or shares a mail with; none, no card. */
export function RelatedCard({ row }: { row: Case }) {
  const { t } = useT('mails')
  const query = useQuery(linksQuery(row.number, row.id))
  if (query.data?.length === 0) return null
  return (
    <AskedCard title={t('related.title')} query={query}>
      {(links) => (
        <ul className="context-list">
          {links.map(({ kind, forth, at, case: other }) => (
            <li key={`${kind} ${other.id}`}>
              <RouteLink
                to="/desk/q/$view/{-$number}"
                params={{ view: 'all', number: other.number }}
                search={{}}
              >
                {other.title}
              </RouteLink>
              <p>
                <StatusChip state={other.status} /> {other.number}{' '}
                {t(`related.${kind}.${forth ? 'forth' : 'back'}`)} <RocTime at={at} show="date" />
              </p>
            </li>
          ))}
        </ul>
      )}
    </AskedCard>
  )
}
