import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Books } from '../../features/call-board/Books.tsx'
import { ExchangeBar } from '../../features/call-board/ExchangeBar.tsx'
import { History } from '../../features/call-board/History.tsx'
import { LiveCalls } from '../../features/call-board/LiveCalls.tsx'
import { NowFigures } from '../../features/call-board/NowFigures.tsx'
import { QueueFigures } from '../../features/call-board/QueueFigures.tsx'
import { callBoardQuery, useCallBoardHints } from '../../features/call-board/queries.ts'
import { SeatTable } from '../../features/call-board/SeatTable.tsx'
import { isoDate } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { useLive } from '../../platform/live.ts'
import { useTitle } from '../../platform/title.ts'
import { useNow } from '../../ui/Elapsed.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../features/board/board.css'
import '../../features/call-board/call-board.css'

const route = getRouteApi('/shell/board/calls')

/** Older than this and not online, numbers are grey: never stale and coloured at once. */
const STALE_MS = 15_000

/** The telephone as it is now, and how it went: queues, seats, calls, history and its books. */
export function CallsBoardScreen() {
  const { t } = useT('calls')
  useTitle(t('title'))
  const live = useLive()
  const refresh = useCallBoardHints()
  const board = useQuery(callBoardQuery)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const now = useNow(5000)
  const { data } = board
  const isOld = live?.state !== 'online' && data !== undefined && now - Date.parse(data.asOf) > STALE_MS
  const frozenAt = (data?.frozenAt ?? (isOld ? data.asOf : null)) as string | null
  return (
    <div className="board" data-stale={frozenAt ? true : undefined}>
      <header>
        <h1>{t('title')}</h1>
        {data && (
          <span className="board-as-of">
            {t('asOf')}
            <RocTime at={data.asOf} show="date-time" />
          </span>
        )}
      </header>
      {board.isError && !data && (
        <ErrorCard title={t('failed')} error={board.error} onRetry={() => void board.refetch()} />
      )}
      {board.isPending && <Skeleton shape="rows" count={6} />}
      {data && (
        <>
          <ExchangeBar board={data} />
          <div>
            <NowFigures board={data} />
          </div>
          <div>
            <h2>{t('live.title')}</h2>
            <LiveCalls calls={data.calls} frozenAt={frozenAt} />
          </div>
          <div>
            <h2>{t('queues.title')}</h2>
            <QueueFigures queues={data.queues} frozenAt={frozenAt} />
          </div>
          <div>
            <h2>{t('seats.title')}</h2>
            <SeatTable seats={data.seats} sites={data.sites} frozenAt={frozenAt} onChanged={refresh} />
          </div>
        </>
      )}
      <History
        day={search.day ?? isoDate(new Date(now))}
        by={search.by ?? 'queue'}
        minutes={search.minutes ?? '60'}
        onSearch={(change) => void navigate({ search: { ...search, ...change }, replace: true })}
      />
      <Books />
    </div>
  )
}
