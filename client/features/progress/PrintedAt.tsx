import { useT } from '../../platform/i18n.ts'
import { usePortal } from '../../platform/portal.ts'
import { RocTime } from '../../ui/RocTime.tsx'

/** When the slip was printed, under the letterhead. Only on paper. */
export function PrintedAt() {
  const { t } = useT('portal')
  const { now } = usePortal()
  return (
    <p className="progress-printed">
      {t('progress.case.printed')} <RocTime at={now} />
    </p>
  )
}
