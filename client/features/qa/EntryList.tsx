import type { EntryRow } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useHref } from '../../platform/portal.ts'
import { Chip } from '../../ui/Chip.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { listPath } from './slice.ts'
import './qa.css'

/** Entries one below the other: number, question, the beginning of the answer, and where it belongs. */
export function EntryList({ entries }: { entries: readonly EntryRow[] }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <ul className="qa-list" aria-label={t('qa.listOf')}>
      {entries.map((entry) => (
        <li key={entry.number}>
          <h2>
            <a href={href(`/qa/${entry.number}`)}>{entry.title}</a>
          </h2>
          {entry.shortAnswer && <p className="qa-list-answer">{entry.shortAnswer}</p>}
          <p className="qa-list-facts muted">
            <span className="qa-number">{entry.number}</span>
            {entry.systems.map(({ id, shortName }) => (
              <a key={id} href={href(listPath({ system: String(id) }))}>
                {shortName}
              </a>
            ))}
            <span>{entry.domain}</span>
            <span>
              {t('qa.liveOn')} <RocTime at={entry.liveAt} show="date" />
            </span>
            <span>{t('qa.views', { count: entry.views })}</span>
            {entry.visibility !== 'public' && <Chip>{t(`qa.visibility.${entry.visibility}`)}</Chip>}
            {entry.isOverdue && <Chip tone="waiting">{t('qa.overdueShort')}</Chip>}
          </p>
        </li>
      ))}
    </ul>
  )
}
