import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { CallBack } from '../../../server/api.ts'
import { CallBackCard } from '../../features/call-backs/CallBackCard.tsx'
import { ResultDialog } from '../../features/call-backs/ResultDialog.tsx'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useTitle } from '../../platform/title.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import '../../features/board/board.css'
import '../../features/call-backs/call-backs.css'

const route = getRouteApi('/shell/board/call-backs')

/** Nothing tells of a new one: asked again now and then. */
const MOST_STALE_MS = 30_000

/** Those who were not satisfied: to be called, and called. */
export function CallBacksScreen() {
  const { t } = useT('board')
  useTitle(t('callBacks.title'))
  const { done } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <div className="board">
      <header>
        <h1>{t('callBacks.title')}</h1>
      </header>
      <Tabs
        label={t('callBacks.title')}
        value={done ? 'done' : 'open'}
        onChange={(tab) => void navigate({ search: tab === 'done' ? { done: true } : {}, replace: true })}
        items={[
          { id: 'open', label: t('callBacks.open'), content: <CallBacks done={false} /> },
          { id: 'done', label: t('callBacks.done'), content: <CallBacks done /> },
        ]}
      />
    </div>
  )
}

function CallBacks({ done }: { done: boolean }) {
  const { t } = useT('board')
  const [recorded, setRecorded] = useState<CallBack>()
  const list = useQuery({
    queryKey: ['call-backs', done],
    queryFn: () => api('GET /call-backs', { query: { done } }),
    refetchInterval: MOST_STALE_MS,
  })
  if (list.isPending) return <Skeleton shape="rows" count={3} />
  if (list.isError)
    return <ErrorCard title={t('callBacks.failed')} error={list.error} onRetry={() => void list.refetch()} />
  return (
    <div className="call-backs">
      {list.data.length === 0 && (
        <EmptyState>{t(done ? 'callBacks.emptyDone' : 'callBacks.empty')}</EmptyState>
      )}
      {list.data.map((callBack) => (
        <CallBackCard key={callBack.id} callBack={callBack} onRecord={() => setRecorded(callBack)} />
      ))}
      {recorded && <ResultDialog callBack={recorded} onClose={() => setRecorded(undefined)} />}
    </div>
  )
}
