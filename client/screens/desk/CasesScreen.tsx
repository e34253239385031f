import { useQueryClient } from '@tanstack/react-query'
import { CatchBoundary, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import type { Case } from '../../../server/api.ts'
import { PendingElsewhere } from '../../features/cases/composer/PendingElsewhere.tsx'
import { ContextPanel } from '../../features/cases/context/ContextPanel.tsx'
import { CaseWorkspace } from '../../features/cases/workspace/CaseWorkspace.tsx'
import { listQuery } from '../../features/desk/queries.ts'
import { QueueList } from '../../features/desk/queue/QueueList.tsx'
import { rememberSeen } from '../../features/desk/queue/seen.ts'
import { isView } from '../../features/desk/queue/views.ts'
import { nextAfter } from '../../parts/list/neighbour.ts'
import { useT } from '../../platform/i18n.ts'
import { useTitle } from '../../platform/title.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import './CasesScreen.css'

const ROUTE = '/shell/desk/q/$view/{-$number}'

/** The list beside the case beside what is known around it. View, filter and case live in the address. */
export function CasesScreen() {
  const { t } = useT('desk')
  const { view: asked, number } = useParams({ from: ROUTE })
  const { system } = useSearch({ from: ROUTE })
  const view = isView(asked) ? asked : 'mine'
  const navigate = useNavigate()
  const queries = useQueryClient()
  const go = (to: string | undefined) =>
    void navigate({
      to: '/desk/q/$view/{-$number}',
      params: { view, ...(to && { number: to }) },
      search: system === undefined ? {} : { system },
    })
  const onNext = () => {
    const rows = queries.getQueryData(listQuery(view, system).queryKey)?.pages.flatMap(({ cases }) => cases)
    go(nextAfter(rows ?? [], number ?? ''))
  }
  const onSeen = useCallback((caseId: string, version: number) => rememberSeen(caseId, version), [])
  return (
    <div className="cases-screen" data-open={number ? '' : undefined}>
      <Part name="list">
        <QueueList view={view} systemId={system} number={number} />
      </Part>
      {number ? (
        <Part name={number} key={number}>
          <CaseWorkspace
            number={number}
            onBack={() => go(undefined)}
            onNext={onNext}
            onSeen={onSeen}
            context={(row: Case, knowledge: ReactNode) => (
              <Part name={row.number}>
                <ContextPanel row={row} knowledge={knowledge} />
              </Part>
            )}
          />
        </Part>
      ) : (
        <Nobody title={t(`queue.view.${view}`)} />
      )}
      <PendingElsewhere number={number} onOpen={go} />
    </div>
  )
}

function Nobody({ title }: { title: string }) {
  const { t } = useT('cases')
  useTitle(title)
  return (
    <div className="cases-none">
      <h1 className="sr-only">{title}</h1>
      <EmptyState>{t('none')}</EmptyState>
    </div>
  )
}

/** A part of the screen that may fail without taking the others with it. */
function Part({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useT('desk')
  return (
    <CatchBoundary
      getResetKey={() => name}
      errorComponent={({ error, reset }) => (
        <ErrorCard title={t('panelFailed')} error={error} onRetry={reset} />
      )}
    >
      {children}
    </CatchBoundary>
  )
}
