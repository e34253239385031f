import type { CallBoard } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import { Counting, clockOf, lengthIn, shareIn } from './figures.tsx'

type Queue = CallBoard['queues'][number]

/** Each queue: what waits now, and how today went. */
export function QueueFigures({ queues, frozenAt }: { queues: readonly Queue[]; frozenAt: string | null }) {
  const { t } = useT('calls')
  const none = t('now.noData')
  const columns: Column<Queue>[] = [
    { id: 'name', header: t('queues.name'), isRowHeader: true, cell: ({ name }) => name },
    { id: 'waiting', header: t('queues.waiting'), isNumber: true, cell: ({ waiting }) => waiting },
    {
      id: 'longest',
      header: t('queues.longest'),
      isNumber: true,
      cell: ({ longestWaitSince }) =>
        longestWaitSince && <Counting since={longestWaitSince} stopsAt={frozenAt ?? undefined} />,
    },
    {
      id: 'expected',
      header: t('queues.expected'),
      isNumber: true,
      cell: ({ expectedWaitS }) =>
        expectedWaitS === null ? t('queues.unknown') : clockOf(expectedWaitS * 1000),
    },
    {
      id: 'ready',
      header: t('queues.ready'),
      isNumber: true,
      cell: ({ ready, staffed }) => `${ready}／${staffed}`,
    },
    {
      id: 'level',
      header: t('queues.level'),
      isNumber: true,
      cell: ({ today, levelTarget }) =>
        today.serviceLevel !== null && today.serviceLevel * 100 < levelTarget ? (
          <b className="board-late">{shareIn(today.serviceLevel, none)}</b>
        ) : (
          shareIn(today.serviceLevel, none)
        ),
    },
    { id: 'answered', header: t('queues.answered'), isNumber: true, cell: ({ today }) => today.answered },
    { id: 'abandoned', header: t('queues.abandoned'), isNumber: true, cell: ({ today }) => today.abandoned },
    { id: 'asa', header: t('queues.asa'), isNumber: true, cell: ({ today }) => lengthIn(today.asaMs, none) },
    { id: 'aht', header: t('queues.aht'), isNumber: true, cell: ({ today }) => lengthIn(today.ahtMs, none) },
    {
      id: 'occupancy',
      header: t('queues.occupancy'),
      isNumber: true,
      cell: ({ today }) => shareIn(today.occupancy, none),
    },
  ]
  return (
    <Table
      caption={t('queues.title')}
      className="board-table"
      columns={columns}
      rows={queues}
      keyOf={({ queueId }) => String(queueId)}
    />
  )
}
