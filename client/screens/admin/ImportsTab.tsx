import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { directoryImports } from '../../features/imports/calls.ts'
import { ImportPage } from '../../features/imports/ImportPage.tsx'
import { ImportTable } from '../../features/imports/ImportTable.tsx'
import { NewImport } from '../../features/imports/NewImport.tsx'
import { importsQuery, useImportHints } from '../../features/imports/queries.ts'
import { useT } from '../../platform/i18n.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../features/imports/imports.css'

const route = getRouteApi('/shell/admin/imports')

/** Imports into the directory: a new one and those there were, or one of them. */
export function ImportsTab() {
  const { id } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (importId: string | undefined) => void navigate({ search: { id: importId } })
  return id ? (
    <ImportPage key={id} importId={id} onLeave={() => open(undefined)} />
  ) : (
    <>
      <NewImport onBegun={open} />
      <Imports onOpen={open} />
    </>
  )
}

function Imports({ onOpen }: { onOpen: (importId: string) => void }) {
  const { t } = useT('admin')
  useImportHints()
  const list = useQuery(importsQuery(directoryImports))
  if (list.data) return <ImportTable imports={list.data} onOpen={onOpen} />
  if (list.isError)
    return <ErrorCard title={t('imports.failed')} error={list.error} onRetry={() => void list.refetch()} />
  return <Skeleton shape="rows" count={4} />
}
