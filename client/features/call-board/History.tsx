import { useQuery } from '@tanstack/react-query'
import { formatTime } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { DateField } from '../../ui/DateField.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { lengthIn, shareIn } from './figures.tsx'
import { type CallInterval, intervalsQuery } from './queries.ts'
import { GROUPINGS, type Grouping, type HistorySearch, type Minutes, SPANS } from './search.ts'

/** How a day went, by interval; what narrows it lives in the address. */
export function History({
  day,
  by,
  minutes,
  onSearch,
}: {
  day: string
  by: Grouping
  minutes: Minutes
  onSearch: (search: HistorySearch) => void
}) {
  const { t } = useT('calls')
  const intervals = useQuery(intervalsQuery(day, minutes, by))
  const none = t('now.noData')
  const columns: Column<CallInterval>[] = [
    {
      id: 'from',
      header: t('history.from'),
      isRowHeader: true,
      cell: ({ from, to }) => `${formatTime(new Date(from as string))}–${formatTime(new Date(to as string))}`,
    },
    ...(by === 'all'
      ? []
      : [{ id: 'name', header: t('history.name'), cell: ({ name }: CallInterval) => name }]),
    number('offered', t('history.offered'), ({ offered }) => offered),
    number('answered', t('queues.answered'), ({ answered }) => answered),
    number('abandoned', t('queues.abandoned'), ({ abandoned, shortAbandoned }) => (
      <>
        {abandoned}
        {shortAbandoned > 0 && (
          <small className="board-offered">{t('history.short', { count: shortAbandoned })}</small>
        )}
      </>
    )),
    number('flowed-out', t('history.flowedOut'), ({ flowedOut }) => flowedOut),
    number('lost', t('history.lost'), ({ lost }) => lost),
    number('level', t('queues.level'), ({ serviceLevel }) => shareIn(serviceLevel, none)),
    number('asa', t('queues.asa'), ({ asaMs }) => lengthIn(asaMs, none)),
    number('aht', t('queues.aht'), ({ ahtMs }) => lengthIn(ahtMs, none)),
    number('longest', t('history.longestWait'), ({ longestWaitMs }) => lengthIn(longestWaitMs, none)),
    number('occupancy', t('queues.occupancy'), ({ occupancy }) => shareIn(occupancy, none)),
  ]
  return (
    <section aria-labelledby="call-history">
      <h2 id="call-history">{t('history.title')}</h2>
      <div className="call-filters">
        <DateField
          label={t('history.day')}
          value={day}
          onChange={(chosen) => chosen && onSearch({ day: chosen })}
        />
        <Select
          label={t('history.by')}
          placeholder={null}
          options={GROUPINGS.map((id) => ({ id, label: t(`history.bys.${id}`) }))}
          value={by}
          onChange={(id) => onSearch({ by: id as Grouping })}
        />
        <Select
          label={t('history.minutes')}
          placeholder={null}
          options={SPANS.map((id) => ({ id, label: t(`history.spans.${id}`) }))}
          value={minutes}
          onChange={(id) => onSearch({ minutes: id as Minutes })}
        />
      </div>
      {intervals.isPending && <Skeleton shape="rows" count={4} />}
      {intervals.isError && !intervals.data && (
        <ErrorCard
          title={t('history.failed')}
          error={intervals.error}
          onRetry={() => void intervals.refetch()}
          level={3}
        />
      )}
      {intervals.data && (
        <>
          <Table
            caption={t('history.title')}
            className="board-table"
            columns={columns}
            rows={intervals.data.intervals}
            keyOf={({ from, key }) => `${from} ${key}`}
            empty={<EmptyState>{t('history.none')}</EmptyState>}
          />
          <p className="board-formula">{intervals.data.formula}</p>
        </>
      )}
    </section>
  )
}

const number = (
  id: string,
  header: string,
  show: (figures: CallInterval['figures']) => React.ReactNode,
): Column<CallInterval> => ({ id, header, isNumber: true, cell: ({ figures }) => show(figures) })
