import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { AskedFrame } from '../../../features/knowledge-lists/AskedFrame.tsx'
import { FeedbackItem } from '../../../features/knowledge-lists/FeedbackItem.tsx'
import {
  FEEDBACK_LISTS,
  type FeedbackList,
  feedbackQuery,
} from '../../../features/knowledge-lists/queries.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'

const route = getRouteApi('/shell/desk/kb/feedback')

/** What readers wrote of entries: to be answered, answered, set aside. */
export function FeedbackScreen() {
  const { t } = useT('asked')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data } = useInfiniteQuery(feedbackQuery(search))
  const [first] = data?.pages ?? []
  const list = <List />
  return (
    <AskedFrame place="feedback">
      <search className="asked-tools">
        <Select
          label={t('feedback.entry')}
          placeholder={t('feedback.anyEntry')}
          options={(first?.entries ?? []).map(({ id, number, title, open }) => ({
            id,
            label: t('feedback.entryOpen', { number, title, count: open }),
          }))}
          value={search.entry ?? ''}
          onChange={(entry) =>
            void navigate({
              search: ({ entry: _, ...rest }) => ({ ...rest, ...(entry && { entry }) }),
              replace: true,
            })
          }
        />
        <Checkbox
          label={t('feedback.onlyUnsolved')}
          isSelected={search.solved === false}
          onChange={(only) =>
            void navigate({
              search: ({ solved: _, ...rest }) => ({ ...rest, ...(only && { solved: false }) }),
              replace: true,
            })
          }
        />
      </search>
      <Tabs
        label={t('feedback.lists')}
        value={search.list ?? 'open'}
        onChange={(id) =>
          void navigate({ search: (before) => ({ ...before, list: id as FeedbackList }), replace: true })
        }
        items={FEEDBACK_LISTS.map((id) => ({
          id,
          label: first ? t(`feedback.counted.${id}`, { n: first.counts[id] }) : t(`feedback.list.${id}`),
          content: list,
        }))}
      />
    </AskedFrame>
  )
}

function List() {
  const { t } = useT('asked')
  const search = route.useSearch()
  const list = useInfiniteQuery(feedbackQuery(search))
  if (list.isPending) return <Skeleton shape="rows" count={6} />
  if (list.isError && !list.data)
    return <ErrorCard title={t('feedback.failed')} error={list.error} onRetry={() => void list.refetch()} />
  const rows = list.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0) return <EmptyState>{t(`feedback.none.${search.list ?? 'open'}`)}</EmptyState>
  return (
    <div className="feedback-list">
      {rows.map((row) => (
        <FeedbackItem key={row.id} row={row} />
      ))}
      {list.hasNextPage && (
        <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
          {t('feedback.more')}
        </Button>
      )}
    </div>
  )
}
