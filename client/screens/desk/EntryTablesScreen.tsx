import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ImportsOf, knowledgeImports } from '../../features/imports/calls.ts'
import { ExportEntries } from '../../features/imports/ExportEntries.tsx'
import { ImportPage } from '../../features/imports/ImportPage.tsx'
import { ImportTable } from '../../features/imports/ImportTable.tsx'
import { NewEntriesImport } from '../../features/imports/NewEntriesImport.tsx'
import { importsQuery, useImportHints } from '../../features/imports/queries.ts'
import { AskedPlaces } from '../../features/knowledge-lists/AskedFrame.tsx'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { useTitle } from '../../platform/title.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../features/admin/admin.css'
import '../../features/imports/imports.css'

const route = getRouteApi('/shell/desk/kb/tables')

/** Q&A as tables: brought in by whoever reviews entries, taken out by whoever writes them. */
export function EntryTablesScreen() {
  const { t } = useT('admin')
  const may = useMay()
  useTitle(t('imports.entries.title'))
  const isStaff = may('knowledge:read-internal')
  return (
    <div className="admin">
      <h1>{t('imports.entries.title')}</h1>
      <AskedPlaces />
      {isStaff && may('knowledge:review') && (
        <ImportsOf value={knowledgeImports}>
          <Imports />
        </ImportsOf>
      )}
      {isStaff && may('knowledge:write') ? (
        <ExportEntries />
      ) : (
        <EmptyState>{t('imports.entries.barred')}</EmptyState>
      )}
    </div>
  )
}

function Imports() {
  const { id } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (importId: string | undefined) => void navigate({ search: { id: importId } })
  return id ? (
    <ImportPage key={id} importId={id} onLeave={() => open(undefined)} />
  ) : (
    <>
      <NewEntriesImport onBegun={open} />
      <History onOpen={open} />
    </>
  )
}

function History({ onOpen }: { onOpen: (importId: string) => void }) {
  const { t } = useT('admin')
  useImportHints()
  const list = useQuery(importsQuery(knowledgeImports))
  if (list.data) return <ImportTable imports={list.data} onOpen={onOpen} />
  if (list.isError)
    return <ErrorCard title={t('imports.failed')} error={list.error} onRetry={() => void list.refetch()} />
  return <Skeleton shape="rows" count={4} />
}
