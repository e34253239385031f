import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../../server/api.ts'
import { AskedCard } from '../../../parts/card/Card.tsx'
import { useT } from '../../../platform/i18n.ts'
import { RocTime } from '../../../ui/RocTime.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { casesOfQuery } from '../queries.ts'

const SHOWN = 5

/** What else this person has asked, the latest first. */
export function LatestCases({
  requesterId,
  except,
}: {
  requesterId: NonNullable<Case['requesterId']>
  /** The case that is open. */
  except?: string
}) {
  const { t } = useT('cases')
  const query = useQuery(casesOfQuery(requesterId))
  return (
    <AskedCard title={t('context.latest')} query={query}>
      {({ cases }) => {
        const others = cases.filter(({ number }) => number !== except).slice(0, SHOWN)
        if (others.length === 0) return <p className="muted">{t('context.noLatest')}</p>
        return (
          <ul className="context-list">
            {others.map(({ id, number, title, status, openedAt }) => (
              <li key={id}>
                <RouteLink to="/desk/q/$view/{-$number}" params={{ view: 'all', number }} search={{}}>
                  {title}
                </RouteLink>
                <p>
                  <StatusChip state={status} /> {number} <RocTime at={openedAt} show="date" />
                </p>
              </li>
            ))}
          </ul>
        )
      }}
    </AskedCard>
  )
}
