import type { QueueState } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Chip } from '../../ui/Chip.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { PauseButton } from './PauseButton.tsx'
import { Span } from './Span.tsx'

/** The queues with what they hold, and whether they run. */
export function QueueTable({ queues, onChanged }: { queues: readonly QueueState[]; onChanged: () => void }) {
  const { t } = useT('board')
  const may = useMay()
  const pause = (queueId: number) => async (body: { paused: boolean; reason?: string }) => {
    await api('PUT /queues/:queueId/pause', { params: { queueId }, body })
    onChanged()
  }
  const columns: Column<QueueState>[] = [
    { id: 'name', header: t('queues.name'), isRowHeader: true, cell: (queue) => queue.name },
    {
      id: 'tier',
      header: t('queues.tier'),
      cell: ({ tier }) => (tier > 3 ? t('queues.vendor') : t('queues.tierOf', { tier })),
    },
    { id: 'waiting', header: t('queues.waiting'), isNumber: true, cell: (queue) => queue.waiting },
    { id: 'live', header: t('queues.live'), isNumber: true, cell: (queue) => queue.live },
    {
      id: 'overdue',
      header: t('queues.overdue'),
      isNumber: true,
      cell: ({ overdue }) => (overdue > 0 ? <b className="board-late">{overdue}</b> : overdue),
    },
    {
      id: 'longest',
      header: t('queues.longest'),
      cell: ({ longestWaitSince }) =>
        longestWaitSince ? <Span since={longestWaitSince} /> : t('queues.none'),
    },
    {
      id: 'state',
      header: t('queues.state'),
      cell: ({ pausedAt, pausedReason }) =>
        pausedAt ? (
          <Chip tone="waiting">
            {pausedReason ? `${t('queues.paused')}：${pausedReason}` : t('queues.paused')}
          </Chip>
        ) : (
          <Chip tone="in-progress">{t('queues.running')}</Chip>
        ),
    },
  ]
  if (may('routing:manage'))
    columns.push({
      id: 'actions',
      header: t('queues.actions'),
      isNumber: true,
      cell: (queue) => (
        <PauseButton name={queue.name} isPaused={queue.pausedAt !== null} onChange={pause(queue.id)} />
      ),
    })
  return (
    <Table
      caption={t('queues.title')}
      className="board-table"
      columns={columns}
      rows={queues}
      keyOf={({ id }) => String(id)}
    />
  )
}
