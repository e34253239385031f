import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import type { View } from '../../../../server/api.ts'
import { useListKeys } from '../../../parts/list/use-list-keys.ts'
import { Problem } from '../../../platform/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { useHint } from '../../../platform/live.ts'
import { useSession } from '../../../platform/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useToast } from '../../../ui/Toasts.tsx'
import { countersQuery, listQuery } from '../queries.ts'
import { ListHead } from './ListHead.tsx'
import { QueueRow } from './QueueRow.tsx'
import { isUnread, useSeen } from './seen.ts'
import { useListHints } from './use-list-hints.ts'
import '../../../parts/list/List.css'

/** One view of the cases as a column: the reader's own first, kept fresh, moved through by keyboard. */
export function QueueList({
  view,
  systemId,
  number,
}: {
  view: View
  systemId: number | undefined
  /** The case that is open. */
  number: string | undefined
}) {
  const { t } = useT('desk')
  const list = useInfiniteQuery(listQuery(view, systemId))
  const counters = useQuery(countersQuery)
  const seen = useSeen()
  const { personId } = useSession()
  const rows = useMemo(() => list.data?.pages.flatMap(({ cases }) => cases) ?? [], [list.data])
  useListHints(useMemo(() => new Set(rows.map(({ id }) => id)), [rows]))
  const toast = useToast()
  useHint('mail.failed', ({ caseId }) => {
    const row = rows.find(({ id, ownerId }) => id === caseId && ownerId === personId)
    if (row && row.number !== number)
      toast({ text: t('queue.mailFailed', { number: row.number }), tone: 'danger' })
  })
  const box = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  useListKeys({
    rows,
    number,
    box,
    onOpen: (next) =>
      void navigate({
        to: '/desk/q/$view/{-$number}',
        params: { view, number: next },
        search: systemId === undefined ? {} : { system: systemId },
      }),
  })

  return (
    <section className="queue" aria-labelledby="queue-title">
      <ListHead view={view} systemId={systemId} counters={counters.data} />
      <div className="queue-rows" ref={box} aria-busy={list.isFetching}>
        {list.isPending && <Skeleton shape="rows" count={6} label={t('queue.loading')} />}
        {isForbidden(list.error) && <EmptyState>{t('queue.noPermission')}</EmptyState>}
        {list.isError && !list.data && !isForbidden(list.error) && (
          <ErrorCard
            title={t('queue.failed')}
            error={list.error}
            onRetry={() => void list.refetch()}
            isRetrying={list.isFetching}
          />
        )}
        {list.data && rows.length === 0 && <Nothing view={view} isFiltered={systemId !== undefined} />}
        <ul aria-label={t('queue.label')}>
          {rows.map((row) => (
            <QueueRow
              key={row.id}
              row={row}
              view={view}
              systemId={systemId}
              isCurrent={row.number === number}
              isUnread={row.number !== number && isUnread(seen, row, personId)}
            />
          ))}
        </ul>
        {list.hasNextPage && (
          <p className="queue-more">
            <Button
              size="small"
              onPress={() => void list.fetchNextPage()}
              isPending={list.isFetchingNextPage}
            >
              {t('queue.more')}
            </Button>
          </p>
        )}
      </div>
    </section>
  )
}

const isForbidden = (error: unknown) => error instanceof Problem && error.status === 403

function Nothing({ view, isFiltered }: { view: View; isFiltered: boolean }) {
  const { t } = useT('desk')
  if (!isFiltered)
    return (
      <EmptyState
        action={
          <RouteLink
            to="/desk/q/$view/{-$number}"
            params={{ view: view === 'mine' ? 'waiting' : 'mine' }}
            search={{}}
          >
            {t(view === 'mine' ? 'queue.seeWaiting' : 'queue.seeMine')}
          </RouteLink>
        }
      >
        {t(`queue.empty.${view}`)}
      </EmptyState>
    )
  return (
    <EmptyState
      action={
        <RouteLink to="/desk/q/$view/{-$number}" params={{ view }} search={{}}>
          {t('queue.clearFilter')}
        </RouteLink>
      }
    >
      {t('queue.emptyFiltered')}
    </EmptyState>
  )
}
