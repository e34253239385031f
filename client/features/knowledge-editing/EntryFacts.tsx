import type { EditedEntry } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'

/** Beside an entry: who answers for it, and how it does. */
export function EntryFacts({
  entry,
  onKeep,
  onWithdraw,
}: {
  entry: EditedEntry
  onKeep: () => void
  onWithdraw: () => void
}) {
  const { t } = useT('entries')
  const may = useMay()
  const isLive = entry.versions.some(({ state }) => state === 'live')
  return (
    <aside className="entry-facts" aria-label={t('entry.facts')}>
      <h2>{t('entry.facts')}</h2>
      <dl>
        <div>
          <dt>{t('entry.owner')}</dt>
          <dd>{entry.owner?.name ?? t('entry.noOwner')}</dd>
        </div>
        <div>
          <dt>{t('entry.reviewOn')}</dt>
          <dd>
            {entry.reviewOn ? <RocTime at={entry.reviewOn} show="date" /> : t('entry.noOwner')}{' '}
            {entry.isOverdue && <Chip tone="overdue">{t('list.overdue')}</Chip>}
          </dd>
        </div>
        {entry.fromCase && (
          <div>
            <dt>{t('entry.fromCase')}</dt>
            <dd>
              <RouteLink
                to="/desk/q/$view/{-$number}"
                params={{ view: 'all', number: entry.fromCase.number }}
              >
                {entry.fromCase.number}
              </RouteLink>
            </dd>
          </div>
        )}
        {(['views', 'solved', 'unsolved', 'uses'] as const).map((what) => (
          <div key={what}>
            <dt>{t(`entry.${what}`)}</dt>
            <dd>{t('entry.times', { count: entry[what] })}</dd>
          </div>
        ))}
      </dl>
      {may('knowledge:review') ? (
        <p className="entry-ways">
          <Button size="small" onPress={onKeep}>
            {t('keeping.open')}
          </Button>
          {isLive && (
            <Button size="small" onPress={onWithdraw}>
              {t('withdraw.open')}
            </Button>
          )}
        </p>
      ) : (
        <p className="muted">{t('keeping.onlyReviewers')}</p>
      )}
    </aside>
  )
}
