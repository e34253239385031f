import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useListKeys } from '../../parts/list/use-list-keys.ts'
import { isoDate } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { type List, type WorkRow, workQuery } from './queries.ts'
import { StateChip } from './StateChip.tsx'

/** One list of what editors have to do, the most pressing first. */
export function WorkTable({ list }: { list: List }) {
  const { t } = useT('entries')
  const navigate = useNavigate()
  const query = useInfiniteQuery(workQuery(list))
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  const box = useRef<HTMLDivElement>(null)
  useListKeys({
    rows,
    number: undefined,
    box,
    onOpen: (number) => void navigate({ to: '/desk/kb/$number', params: { number } }),
    words: { next: t('list.first'), previous: t('list.first') },
  })
  if (query.isPending) return <Skeleton shape="rows" count={8} label={t('loading')} />
  if (query.isError && !query.data)
    return (
      <ErrorCard
        title={t('listFailed')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    )
  if (rows.length === 0) return <EmptyState>{t(`list.empty.${list}`)}</EmptyState>
  return (
    <div ref={box} aria-busy={query.isFetching}>
      <WorkRows rows={rows} />
      <p className="entry-list-foot muted">{t('list.keys')}</p>
      {query.hasNextPage && (
        <p className="entry-list-more">
          <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
            {t('list.more')}
          </Button>
        </p>
      )}
    </div>
  )
}

function WorkRows({ rows }: { rows: readonly WorkRow[] }) {
  const { t } = useT('entries')
  const today = isoDate(new Date())
  return (
    <Table
      className="entry-table"
      caption={t('list.label')}
      rows={rows}
      keyOf={({ number, state }) => `${number} ${state}`}
      columns={[
        {
          id: 'title',
          header: t('list.column.title'),
          isRowHeader: true,
          cell: ({ number, title, visibility }) => (
            <>
              <RouteLink to="/desk/kb/$number" params={{ number }} data-number={number}>
                {title}
              </RouteLink>
              <span className="entry-row-facts muted">
                <span className="entry-number">{number}</span>
                {visibility !== 'public' && <Chip>{t(`visibility.${visibility}`)}</Chip>}
              </span>
            </>
          ),
        },
        { id: 'state', header: t('list.column.state'), cell: ({ state }) => <StateChip state={state} /> },
        {
          id: 'owner',
          header: t('list.column.owner'),
          cell: ({ ownerName }) => ownerName ?? <span className="muted">{t('list.nobody')}</span>,
        },
        { id: 'writer', header: t('list.column.writer'), cell: ({ writtenBy }) => writtenBy ?? '' },
        {
          id: 'review',
          header: t('list.column.reviewOn'),
          cell: ({ reviewOn }) =>
            reviewOn && (
              <span className="entry-review-on">
                <RocTime at={reviewOn} show="date" />
                {reviewOn < today && <Chip tone="overdue">{t('list.overdue')}</Chip>}
              </span>
            ),
        },
        {
          id: 'updated',
          header: t('list.column.updated'),
          isNumber: true,
          cell: ({ updatedAt }) => <RocTime at={updatedAt} />,
        },
      ]}
    />
  )
}
