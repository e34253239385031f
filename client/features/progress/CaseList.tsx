import type { Api, Reply } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useHref } from '../../platform/portal.ts'
import { RocTime } from '../../ui/RocTime.tsx'
import { Stub } from '../../ui/Slip.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import './progress.css'

export type MyCases = Reply<Api['GET /my/cases']>

/** One's own cases as a pile of slips, the latest on top. */
export function CaseList({ cases }: { cases: MyCases['cases'] }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <ul className="progress-list" aria-label={t('progress.mine.list')}>
      {cases.map(({ id, number, title, status, waitingFor, systemName, openedAt, updatedAt }) => (
        <li key={id}>
          <Stub number={number} date={openedAt} />
          <span className="progress-list-what">
            <a href={href(`/cases/${number}`)}>{title}</a>
            <span className="muted">
              {systemName}　{t('progress.mine.updated')} <RocTime at={updatedAt} />
            </span>
          </span>
          <StatusChip state={status} waitingFor={waitingFor} />
        </li>
      ))}
    </ul>
  )
}
