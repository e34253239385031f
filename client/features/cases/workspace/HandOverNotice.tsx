import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../../server/api.ts'
import { queuesQuery } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { useSession } from '../../../platform/session.ts'
import { DueTime } from '../../../ui/Elapsed.tsx'

/** A hand-over that waits: from whom, to whom, why, and until when. */
export function HandOverNotice({ handOver }: { handOver: NonNullable<Case['handOver']> }) {
  const { t } = useT('cases')
  const { personId } = useSession()
  const { data: queues } = useQuery({ ...queuesQuery, enabled: handOver.toQueueId !== null })
  const { from, to, toQueueId, note } = handOver
  const queue = queues?.find(({ id }) => id === toQueueId)?.name ?? ''
  const words =
    to?.id === personId
      ? t('handOver.toMe', { from: from?.name ?? t('handOver.somebody'), note })
      : to
        ? t('handOver.toOther', { to: to.name, note })
        : t('handOver.toQueue', { to: queue, note })
  return (
    <p className="case-notice" role="status">
      <span>{words}</span>
      <span className="muted">
        {t('handOver.due')} <DueTime at={handOver.dueAt} />
      </span>
    </p>
  )
}
