import { useQuery } from '@tanstack/react-query'
import { AskedFrame } from '../../../features/knowledge-lists/AskedFrame.tsx'
import { GapTable } from '../../../features/knowledge-lists/GapTable.tsx'
import { gapsQuery } from '../../../features/knowledge-lists/queries.ts'
import { useT } from '../../../platform/i18n.ts'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'

/** Asked and not found. */
export function GapsScreen() {
  const { t } = useT('asked')
  const gaps = useQuery(gapsQuery)
  return (
    <AskedFrame place="gaps">
      {gaps.isPending && <Skeleton shape="rows" count={8} />}
      {gaps.isError && !gaps.data && (
        <ErrorCard title={t('gaps.failed')} error={gaps.error} onRetry={() => void gaps.refetch()} />
      )}
      {gaps.data && <GapTable gaps={gaps.data} />}
    </AskedFrame>
  )
}
