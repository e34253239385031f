import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { FilePlus2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { LISTS, type List, numberTyped, workQuery } from '../../features/knowledge-editing/queries.ts'
import { useEditingHints } from '../../features/knowledge-editing/use-editing-hints.ts'
import { WorkTable } from '../../features/knowledge-editing/WorkTable.tsx'
import { AskedPlaces } from '../../features/knowledge-lists/AskedFrame.tsx'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { useTitle } from '../../platform/title.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { TextField } from '../../ui/TextField.tsx'
import '../../features/knowledge-editing/lists.css'
import '../../features/knowledge-editing/editor.css'
import '../../features/knowledge-editing/desk.css'
import '../../features/knowledge-editing/narrow.css'

const route = getRouteApi('/shell/desk/kb')

/** The desk's Q&A: what editors have to do, by how far it has come. */
export function EntriesScreen() {
  const { t } = useT('entries')
  const may = useMay()
  useTitle(t('title'))
  if (!may('knowledge:write') || !may('knowledge:read-internal'))
    return (
      <div className="entries">
        <h1>{t('title')}</h1>
        <EmptyState>{t('barred')}</EmptyState>
      </div>
    )
  return <Lists />
}

function Lists() {
  const { t } = useT('entries')
  const { list = 'mine' } = route.useSearch()
  const navigate = route.useNavigate()
  useEditingHints()
  const counts = useCounts(list)
  const table = <WorkTable list={list} />
  return (
    <div className="entries">
      <div className="entries-head">
        <h1>{t('title')}</h1>
        <GoTo />
        <RouteLink button="primary" icon={<FilePlus2 aria-hidden />} to="/desk/kb/new">
          {t('list.new')}
        </RouteLink>
      </div>
      <AskedPlaces />
      <Tabs
        label={t('list.tabs')}
        value={list}
        onChange={(one) => void navigate({ search: { list: one as List }, replace: true })}
        items={LISTS.map((id) => ({
          id,
          label: (
            <>
              {t(`list.of.${id}`)}
              {counts?.[id] !== undefined && <span className="entries-count">{counts[id]}</span>}
            </>
          ),
          content: table,
        }))}
      />
    </div>
  )
}

/** How long each list is, as any of them told it last. */
function useCounts(list: List): Record<string, number> | undefined {
  const queries = useQueryClient()
  const { data } = useInfiniteQuery(workQuery(list))
  const known = LISTS.map((one) => queries.getQueryState(workQuery(one).queryKey))
  const [newest] = known.filter((one) => one?.data).toSorted((a, b) => b!.dataUpdatedAt - a!.dataUpdatedAt)
  return (data ?? newest?.data)?.pages.at(-1)?.counts
}

/** Straight to an entry whose number somebody said. */
function GoTo() {
  const { t } = useT('entries')
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const number = numberTyped(typed)
    if (number) void navigate({ to: '/desk/kb/$number', params: { number } })
  }
  return (
    <form className="entries-go" onSubmit={onSubmit}>
      <TextField
        label={t('list.goTo')}
        placeholder={t('list.goToHint')}
        autoComplete="off"
        value={typed}
        onChange={setTyped}
      />
      <Button type="submit">{t('list.go')}</Button>
    </form>
  )
}
