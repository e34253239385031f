import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { FilePlus } from 'lucide-react'
import { useState } from 'react'
import type { OfficialDocument } from '../../../server/api.ts'
import { CompleteDialog } from '../../features/documents/CompleteDialog.tsx'
import { DocumentTable } from '../../features/documents/DocumentTable.tsx'
import { TakeInDialog } from '../../features/documents/TakeInDialog.tsx'
import { documentsQuery, SHOWN, type Shown } from '../../parts/documents/queries.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { useTitle } from '../../platform/title.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import '../../parts/documents/documents.css'

const route = getRouteApi('/shell/desk/documents')

/** Official documents: what waits to be completed, what waits to be answered, and all. */
export function DocumentsScreen() {
  const { t } = useT('papers')
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [isTaking, setTaking] = useState(false)
  useTitle(t('documents.title'))
  const list = <List />
  return (
    <div className="documents">
      <h1>{t('documents.title')}</h1>
      <div className="documents-tools">
        <SearchField
          label={t('documents.search')}
          placeholder={t('documents.search')}
          defaultValue={search.text ?? ''}
          onSearch={(text) =>
            void navigate({ search: { ...search, text: text.trim() || undefined }, replace: true })
          }
        />
        {may('document:intake') && (
          <Button variant="primary" icon={<FilePlus aria-hidden />} onPress={() => setTaking(true)}>
            {t('documents.takeIn')}
          </Button>
        )}
      </div>
      <Tabs
        label={t('documents.tabs')}
        value={search.show ?? 'failed'}
        onChange={(show) => void navigate({ search: { ...search, show: show as Shown }, replace: true })}
        items={SHOWN.map((id) => ({ id, label: t(`documents.shown.${id}`), content: list }))}
      />
      {isTaking && <TakeInDialog onClose={() => setTaking(false)} />}
    </div>
  )
}

function List() {
  const { t } = useT('papers')
  const search = route.useSearch()
  const list = useInfiniteQuery(documentsQuery(search))
  const [completed, setCompleted] = useState<OfficialDocument>()
  if (list.isPending) return <Skeleton shape="rows" count={8} />
  if (list.isError)
    return <ErrorCard title={t('documents.failed')} error={list.error} onRetry={() => void list.refetch()} />
  return (
    <>
      <DocumentTable
        documents={list.data.pages.flatMap(({ documents }) => documents)}
        onComplete={setCompleted}
        empty={<EmptyState>{t(`documents.empty.${search.show ?? 'failed'}`)}</EmptyState>}
      />
      {list.hasNextPage && (
        <Button
          className="documents-more"
          onPress={() => void list.fetchNextPage()}
          isPending={list.isFetchingNextPage}
        >
          {t('documents.more')}
        </Button>
      )}
      {completed && <CompleteDialog document={completed} onClose={() => setCompleted(undefined)} />}
    </>
  )
}
