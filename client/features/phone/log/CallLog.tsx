import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { CALLS, type CallFilter, type CallId, callsQuery, OUTCOMES } from '../../../parts/calls/queries.ts'
import { useT } from '../../../platform/i18n.ts'
import { useHint } from '../../../platform/live.ts'
import { useSoon } from '../../../platform/use-soon.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { CallTable } from './CallTable.tsx'
import type { CallSearch } from './search.ts'
import './log.css'

const CallDrawer = lazy(() => import('./CallDrawer.tsx').then((m) => ({ default: m.CallDrawer })))

/** Many calls change every second: asked for again now and then. */
const SOON_MS = 1_500

/** Calls, the latest first. What narrows the list, and the call that is open, live in the address. */
export function CallLog({ search, onSearch }: { search: CallSearch; onSearch: (next: CallSearch) => void }) {
  const { t } = useT('phone')
  const queries = useQueryClient()
  const list = useInfiniteQuery(callsQuery(search))
  const ask = useSoon(() => void queries.invalidateQueries({ queryKey: [...CALLS, 'list'] }))
  useHint('call.changed', () => ask(SOON_MS))
  const isFiltered = search.outcome !== undefined || search.number !== undefined
  const clear = () => onSearch(search.whose ? { whose: search.whose } : {})
  return (
    <>
      <div className="call-log-tools">
        <Select
          label={t('log.whose')}
          placeholder={null}
          value={search.whose ?? 'mine'}
          options={[
            { id: 'mine', label: t('log.mine') },
            { id: 'all', label: t('log.all') },
          ]}
          onChange={(whose) => onSearch({ ...search, whose: whose === 'all' ? 'all' : undefined })}
        />
        <Select
          label={t('log.outcome')}
          placeholder={t('log.any')}
          value={search.outcome ?? ''}
          options={OUTCOMES.map((id) => ({ id, label: t(`log.outcomes.${id}`) }))}
          onChange={(outcome) =>
            onSearch({ ...search, outcome: (outcome || undefined) as CallFilter['outcome'] })
          }
        />
        <SearchField
          label={t('log.number')}
          hideLabel={false}
          defaultValue={search.number ?? ''}
          onSearch={(number) => onSearch({ ...search, number: number.trim() || undefined })}
        />
      </div>
      {list.isPending ? (
        <Skeleton shape="rows" count={8} />
      ) : list.isError && !list.data ? (
        <ErrorCard title={t('log.failed')} error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <CallTable
          calls={list.data.pages.flatMap(({ calls }) => calls)}
          openId={search.call}
          onOpen={({ id }) => onSearch({ ...search, call: id })}
          empty={
            <EmptyState action={isFiltered && <Button onPress={clear}>{t('log.clear')}</Button>}>
              {t(isFiltered ? 'log.emptyFiltered' : 'log.empty')}
            </EmptyState>
          }
        />
      )}
      {list.hasNextPage && (
        <Button
          className="call-log-more"
          onPress={() => void list.fetchNextPage()}
          isPending={list.isFetchingNextPage}
        >
          {t('log.more')}
        </Button>
      )}
      <Suspense>
        {search.call && (
          <CallDrawer
            callId={search.call as CallId}
            onClose={() => onSearch({ ...search, call: undefined })}
          />
        )}
      </Suspense>
    </>
  )
}
