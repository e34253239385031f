import { useQuery } from '@tanstack/react-query'
import { AgentTable } from '../../features/board/AgentTable.tsx'
import { MailBooksTile } from '../../features/board/mail-books/MailBooksTile.tsx'
import { QueueTable } from '../../features/board/QueueTable.tsx'
import { boardQuery, useBoardHints } from '../../features/board/queries.ts'
import { SplitForm } from '../../features/board/SplitForm.tsx'
import { TodayFigures } from '../../features/board/TodayFigures.tsx'
import { useT } from '../../platform/i18n.ts'
import { useLive } from '../../platform/live.ts'
import { useMay } from '../../platform/session.ts'
import { useTitle } from '../../platform/title.ts'
import { useNow } from '../../ui/Elapsed.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../features/board/board.css'

/** Figures older than this are grey: a stale number is never shown as if it were live. */
const STALE_MS = 30_000

/** The supervisor's view: queues, agents and sites as they are now. */
export function BoardScreen() {
  const { t } = useT('board')
  useTitle(t('title'))
  const may = useMay()
  const live = useLive()
  const refresh = useBoardHints()
  const board = useQuery(boardQuery)
  const now = useNow(5000)
  const { data } = board
  const isStale = live?.state !== 'online' && data !== undefined && now - Date.parse(data.asOf) > STALE_MS
  return (
    <div className="board" data-stale={isStale || undefined}>
      <header>
        <h1>{t('title')}</h1>
        {data && (
          <span className="board-as-of">
            {isStale ? t('stale', { time: '' }) : t('asOf', { time: '' })}
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
          <TodayFigures today={data.today} />
          {may('case:work') && <MailBooksTile />}
          <div>
            <h2>{t('queues.title')}</h2>
            <QueueTable queues={data.queues} onChanged={refresh} />
          </div>
          <div>
            <h2>{t('agents.title')}</h2>
            <AgentTable agents={data.agents} sites={data.sites} onChanged={refresh} />
          </div>
          {may('routing:manage') && (
            <section aria-labelledby="board-split">
              <h2 id="board-split">{t('split.title')}</h2>
              <SplitForm sites={data.sites} onChanged={refresh} />
            </section>
          )}
        </>
      )}
    </div>
  )
}
