import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import type { EditedEntry } from '../../../server/api.ts'
import { EntryDesk } from '../../features/knowledge-editing/EntryDesk.tsx'
import { EntryEditor } from '../../features/knowledge-editing/EntryEditor.tsx'
import { editedQuery, numberTyped } from '../../features/knowledge-editing/queries.ts'
import { useT } from '../../platform/i18n.ts'
import { useTitle } from '../../platform/title.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../features/knowledge-editing/lists.css'
import '../../features/knowledge-editing/editor.css'
import '../../features/knowledge-editing/desk.css'
import '../../features/knowledge-editing/narrow.css'

/** One entry at the desk. */
export function EntryScreen() {
  const { number } = useParams({ from: '/shell/desk/kb/$number' })
  return <Read number={number}>{(entry) => <EntryDesk key={entry.id} entry={entry} />}</Read>
}

/** A new entry. */
export function NewEntryScreen() {
  return <EntryEditor entry={undefined} />
}

/** The draft of an entry, being written. */
export function EditEntryScreen() {
  const { number } = useParams({ from: '/shell/desk/kb/$number/edit' })
  return <Read number={number}>{(entry) => <Edited key={entry.id} entry={entry} />}</Read>
}

/** Once somebody writes, the form stays whatever others do meanwhile: what was typed is not taken from sight. */
function Edited({ entry }: { entry: EditedEntry }) {
  const { t } = useT('entries')
  const begun = useRef<EditedEntry>(undefined)
  if (entry.atWork?.can.includes('save')) begun.current = entry
  const atWork = begun.current?.atWork
  if (atWork) {
    const isStill = entry.atWork?.id === atWork.id
    return <EntryEditor key={atWork.id} entry={isStill ? entry : { ...entry, atWork }} />
  }
  return (
    <div className="entries">
      <h1>{t('editor.editTitle', { number: entry.number })}</h1>
      <EmptyState
        action={
          <RouteLink button="primary" to="/desk/kb/$number" params={{ number: entry.number }}>
            {t('editor.see')}
          </RouteLink>
        }
      >
        {t(entry.atWork ? 'editor.notDraft' : 'editor.nothingAtWork')}
      </EmptyState>
    </div>
  )
}

function Read({ number, children }: { number: string; children: (entry: EditedEntry) => ReactNode }) {
  const { t } = useT('entries')
  const query = useQuery(editedQuery(numberTyped(number) ?? number))
  useTitle(number)
  if (query.isPending)
    return (
      <div className="entries">
        <h1 className="sr-only">{number}</h1>
        <Skeleton shape="card" count={3} label={t('loading')} />
      </div>
    )
  if (!query.data)
    return (
      <div className="entries">
        <h1>{number}</h1>
        <ErrorCard
          title={t('failed')}
          error={query.error}
          onRetry={() => void query.refetch()}
          isRetrying={query.isFetching}
          action={<RouteLink to="/desk/kb">{t('entry.back')}</RouteLink>}
        />
      </div>
    )
  return children(query.data)
}
