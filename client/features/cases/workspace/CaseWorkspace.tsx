import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Case, Entry } from '../../../../server/api.ts'
import { Problem } from '../../../platform/api.ts'
import { attachmentRulesQuery } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { useShortcut } from '../../../platform/shortcuts.ts'
import { useTitle } from '../../../platform/title.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useToast } from '../../../ui/Toasts.tsx'
import { Composer } from '../composer/Composer.tsx'
import { useMessage } from '../composer/use-message.ts'
import { EditDialog } from '../dialogs/EditDialog.tsx'
import type { AskingVerb } from '../dialogs/verb-dialogs.ts'
import { DraftDialog } from '../knowledge/DraftDialog.tsx'
import { KnowledgePanel } from '../knowledge/KnowledgePanel.tsx'
import { caseQuery, timelineQuery } from '../queries.ts'
import { requesterName } from '../requester-name.ts'
import { Timeline } from '../timeline/Timeline.tsx'
import { CaseHeader } from './CaseHeader.tsx'
import { HandOverNotice } from './HandOverNotice.tsx'
import { PropertyLine } from './PropertyLine.tsx'
import { useCaseHints } from './use-case-hints.ts'
import { VerbDialog } from './VerbDialog.tsx'
import './CaseWorkspace.css'

/** No limit that would refuse a file before the rules are known: the server judges in any case. */
const UNTIL_KNOWN = { maxFiles: 10, maxBytesTotal: Number.POSITIVE_INFINITY }
const NO_ENTRIES: readonly Entry[] = []

export type WorkspaceProps = {
  number: string
  onBack: () => void
  /** The case is done: on to the next one. */
  onNext: () => void
  /** Told of every version that has been on the screen. */
  onSeen: (caseId: string, version: number) => void
  /** The panel beside it, which shows among others what may answer the case. */
  context: (row: Case, knowledge: ReactNode) => ReactNode
}

/** One case to be worked on. */
export function CaseWorkspace(props: WorkspaceProps) {
  const { t } = useT('cases')
  const { data, error, refetch, isFetching } = useQuery(caseQuery(props.number))
  if (data) return <Opened {...props} row={data} key={data.id} />
  return (
    <div className="case case-waiting">
      {isNowhere(error) ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          action={
            <Button size="small" onPress={props.onBack}>
              {t('back')}
            </Button>
          }
        >
          {t('problems:status-404')}
        </EmptyState>
      ) : error ? (
        <ErrorCard title={t('failed')} error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
      ) : (
        <Skeleton shape="card" count={3} label={t('loading')} />
      )}
    </div>
  )
}

const isNowhere = (error: unknown) => error instanceof Problem && error.status === 404

function Opened({ row, onBack, onNext, onSeen, context }: WorkspaceProps & { row: Case }) {
  const { t } = useT('cases')
  const toast = useToast()
  const [asked, setAsked] = useState<AskingVerb | 'edit' | 'draft'>()
  const [drawer, setDrawer] = useState<'context' | 'knowledge'>()
  const [inserted, setInserted] = useState(0)
  const beside = useRef<HTMLElement>(null)
  /** Where there is no room beside the case, the panel is a drawer. */
  const showContext = () => {
    if (beside.current?.checkVisibility()) beside.current.focus()
    else setDrawer('context')
  }
  const showKnowledge = () => {
    if (beside.current?.checkVisibility()) searchIn(beside.current)?.focus()
    else setDrawer('knowledge')
  }
  const timeline = useQuery(timelineQuery(row.number, row.id))
  const { data: limits = UNTIL_KNOWN } = useQuery(attachmentRulesQuery)
  const entries = timeline.data ?? NO_ENTRIES
  useCaseHints(row)
  useTitle(`${row.number} ${row.title}`)
  useEffect(() => onSeen(row.id, row.version), [onSeen, row.id, row.version])

  const reply = useMessage({
    row,
    entries,
    limits,
    mode: 'reply',
    // What waits to be sent says so itself, where it may be taken back.
    onSent: ({ pendingReplies }) =>
      pendingReplies.length === 0 &&
      toast({ text: t('done.reply', { name: requesterName(t, row) }), tone: 'success' }),
  })
  const note = useMessage({
    row,
    entries,
    limits,
    mode: 'note',
    onSent: () => toast({ text: t('done.note', { number: row.number }), tone: 'success' }),
  })
  const mayClose = row.actions.includes('close')
  useShortcut({
    keys: 'Mod+Shift+Enter',
    label: t('verbs.close'),
    run: () => mayClose && setAsked('close'),
  })
  useShortcut({ keys: 'Alt+KeyI', label: t('header.context'), run: showContext })
  useShortcut({ keys: 'Alt+KeyK', label: t('knowledge.search'), run: showKnowledge })
  const knowledge = (isAsked: boolean) => (
    <KnowledgePanel
      row={row}
      reply={reply}
      isAsked={isAsked}
      onInserted={() => {
        setDrawer(undefined)
        setInserted((times) => times + 1)
      }}
      onDraft={() => {
        setDrawer(undefined)
        setAsked('draft')
      }}
    />
  )

  return (
    <>
      <section className="case" aria-label={`${row.number} ${row.title}`}>
        <CaseHeader row={row} onAsk={setAsked} onBack={onBack} onContext={showContext} />
        <PropertyLine row={row} onEdit={() => setAsked('edit')} />
        {row.handOver && <HandOverNotice handOver={row.handOver} />}
        {timeline.isPending && <Skeleton shape="card" count={2} label={t('loading')} />}
        {timeline.isError && !timeline.data && (
          <ErrorCard
            title={t('timeline.failed')}
            error={timeline.error}
            onRetry={() => void timeline.refetch()}
            isRetrying={timeline.isFetching}
          />
        )}
        {timeline.data && <Timeline entries={timeline.data} row={row} />}
        <Composer row={row} reply={reply} note={note} inserted={inserted} />
        {asked === 'edit' && <EditDialog row={row} onClose={() => setAsked(undefined)} />}
        {asked === 'draft' && <DraftDialog row={row} onClose={() => setAsked(undefined)} />}
        {asked && asked !== 'edit' && asked !== 'draft' && (
          <VerbDialog
            row={row}
            verb={asked}
            reply={reply}
            onClose={() => setAsked(undefined)}
            onNext={onNext}
          />
        )}
      </section>
      <aside className="case-context" aria-label={t('context.label')} ref={beside} tabIndex={-1}>
        {context(row, knowledge(false))}
      </aside>
      <Dialog
        isOpen={drawer !== undefined}
        onClose={() => setDrawer(undefined)}
        title={t('context.label')}
        side
      >
        <div className="case-context-drawer">{context(row, knowledge(drawer === 'knowledge'))}</div>
      </Dialog>
    </>
  )
}

const searchIn = (panel: HTMLElement) =>
  panel.querySelector<HTMLInputElement>('.knowledge input[type="search"]')
