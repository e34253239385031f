import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { DialButton } from '../../../parts/calls/DialButton.tsx'
import { CALLBACKS, type Callback, callbacksQuery } from '../../../parts/calls/queries.ts'
import { formatDateTime } from '../../../platform/dates.ts'
import { useT } from '../../../platform/i18n.ts'
import { useHint } from '../../../platform/live.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { DueTime } from '../../../ui/Elapsed.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import '../log/log.css'

const ResultDialog = lazy(() => import('./ResultDialog.tsx').then((m) => ({ default: m.ResultDialog })))

/** Who is to be called back, in the order in which they waited. */
export function CallbackList() {
  const { t } = useT('phone')
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Callback>()
  const list = useQuery({ ...callbacksQuery, refetchInterval: 60_000 })
  useHint('callbacks.changed', () => void queries.invalidateQueries({ queryKey: CALLBACKS }))
  if (list.isPending) return <Skeleton shape="rows" count={4} />
  if (list.isError && !list.data)
    return <ErrorCard title={t('callbacks.failed')} error={list.error} onRetry={() => void list.refetch()} />
  return (
    <div className="callbacks">
      <p className="muted">{t('callbacks.help')}</p>
      {list.data.length === 0 && <EmptyState>{t('callbacks.empty')}</EmptyState>}
      {list.data.map((callback) => (
        <Card key={callback.id} callback={callback} onResult={() => setAsked(callback)} />
      ))}
      <Suspense>{asked && <ResultDialog callback={asked} onClose={() => setAsked(undefined)} />}</Suspense>
    </div>
  )
}

function Card({ callback, onResult }: { callback: Callback; onResult: () => void }) {
  const { t, language } = useT('phone')
  const { id, kind, number, callerName, caseId, caseNumber, systemName, placeAt, dueAt, agentName, tries } =
    callback
  return (
    <article className="callback" aria-label={callerName ?? number}>
      <h3>
        {callerName ?? number}{' '}
        <Chip tone={kind === 'lost' ? 'overdue' : 'outline'}>{t(`callbacks.kind.${kind}`)}</Chip>{' '}
        <DueTime at={dueAt} />
      </h3>
      <p className="muted callback-facts">
        {[
          callerName && number,
          systemName,
          t('callbacks.placeAt', { time: formatDateTime(new Date(placeAt), language) }),
          tries > 0 && t('callbacks.tries', { count: tries }),
          agentName && t('callbacks.takenBy', { name: agentName }),
        ]
          .filter(Boolean)
          .join('　')}
        {caseNumber && (
          <>
            {'　'}
            <RouteLink to="/desk/q/$view/{-$number}" params={{ view: 'all', number: caseNumber }} search={{}}>
              {caseNumber}
            </RouteLink>
          </>
        )}
      </p>
      <div className="callback-tools">
        <DialButton number={number} name={callerName} caseId={caseId} callbackId={id} variant="primary">
          {t('callbacks.callNow')}
        </DialButton>
        <Button size="small" aria-label={t('callbacks.resultNamed', { number })} onPress={onResult}>
          {t('callbacks.result')}
        </Button>
      </div>
    </article>
  )
}
