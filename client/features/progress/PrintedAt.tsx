import { useT } from '../../platform/i18n.ts'
import { usePortal } from '../../platform/portal.ts'
import { RocTime } from '../../ui/RocTime.tsx'

/** The head of a printed slip: whose it is, and when it was printed. Only on paper. */
export function PrintedAt() {
  const { t } = useT('portal')
  const { now } = usePortal()
  return (
    <p className="progress-printed">
      <b>{t('common:service')}</b>
      <span>
        {t('progress.case.printed')} <RocTime at={now} />
      </span>
    </p>
  )
}
