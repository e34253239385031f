import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Board } from '../../../server/api.ts'
import { AgentTable } from '../../features/board/AgentTable.tsx'
import { QueueTable } from '../../features/board/QueueTable.tsx'
import { boardQuery, useBoardHints } from '../../features/board/queries.ts'
import { useT } from '../../platform/i18n.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

function OnBoard({ children }: { children: (board: Board, refresh: () => void) => ReactNode }) {
  const { t } = useT('board')
  const refresh = useBoardHints()
  const board = useQuery(boardQuery)
  if (board.data) return children(board.data, refresh)
  if (board.isError)
    return <ErrorCard title={t('failed')} error={board.error} onRetry={() => void board.refetch()} />
  return <Skeleton shape="rows" count={8} />
}

/** Who is offered what: sites, tiers, capacities and skills. */
export const AgentsTab = () => (
  <OnBoard>
    {({ agents, sites }, refresh) => <AgentTable agents={agents} sites={sites} onChanged={refresh} />}
  </OnBoard>
)

/** The queues, to be paused and let go on. */
export const QueuesTab = () => (
  <OnBoard>{({ queues }, refresh) => <QueueTable queues={queues} onChanged={refresh} />}</OnBoard>
)
