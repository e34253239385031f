import { useQuery } from '@tanstack/react-query'
import { HeldTable } from '../../features/held/HeldTable.tsx'
import { heldFilesQuery } from '../../parts/held/queries.ts'
import { useT } from '../../platform/i18n.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

/** Attachments that the rules or the virus scanner hold back. */
export function HeldTab() {
  const { t } = useT('papers')
  const { data, isError, error, refetch } = useQuery(heldFilesQuery)
  if (isError) return <ErrorCard title={t('held.failed')} error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton shape="rows" count={6} />
  return (
    <>
      <p>{t('held.help', { count: data.total })}</p>
      <HeldTable files={data.files} />
    </>
  )
}
