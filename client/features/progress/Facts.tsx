import type { PortalCase } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { RocTime } from '../../ui/RocTime.tsx'

/** The case in a table: numbers to read out on the telephone, who handles it, and the times. */
export function Facts({ shown, code }: { shown: PortalCase; code: string | undefined }) {
  const { t } = useT('portal')
  const { closedAt, answeredAt } = shown
  const times = [
    ['opened', shown.openedAt],
    ...(closedAt || answeredAt
      ? []
      : ([
          ['responseDue', shown.responseDueAt],
          ['due', shown.dueAt],
        ] as const)),
    ...(answeredAt ? ([['answered', answeredAt]] as const) : []),
    ...(closedAt ? ([[shown.status === 'withdrawn' ? 'withdrawn' : 'closed', closedAt]] as const) : []),
    ['updated', shown.updatedAt],
  ] as const
  return (
    <section className="progress-facts" aria-labelledby="progress-facts">
      <h2 id="progress-facts">{t('progress.case.facts')}</h2>
      <dl>
        <dt>{t('progress.case.number')}</dt>
        <dd>{shown.number}</dd>
        {code && (
          <>
            <dt>{t('progress.case.code')}</dt>
            <dd className="progress-code">{code}</dd>
          </>
        )}
        <dt>{t('progress.case.system')}</dt>
        <dd>{shown.systemName}</dd>
        <dt>{t('progress.case.unit')}</dt>
        <dd>{shown.handlingUnit}</dd>
        {times.map(([key, at]) => (
          <div key={key}>
            <dt>{t(`progress.case.${key}`)}</dt>
            <dd>
              <RocTime at={at} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
