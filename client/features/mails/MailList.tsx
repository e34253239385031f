import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { MailPlus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useListKeys } from '../../parts/list/use-list-keys.ts'
import { mailboxesQuery, receivedListQuery, waitingCountQuery } from '../../parts/mail/queries.ts'
import { Problem } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { MailRow } from './MailRow.tsx'
import { PullInDialog } from './PullInDialog.tsx'
import type { MailSearch } from './search.ts'
import '../../parts/list/List.css'

/** What was received, as a column: what waits for a decision first, or everything; of one mailbox or all. */
export function MailList({ search, mailId }: { search: MailSearch; mailId: string | undefined }) {
  const { t } = useT('mails')
  const navigate = useNavigate()
  const counts = useQuery(waitingCountQuery)
  const { data: mailboxes } = useQuery(mailboxesQuery)
  const [isPulling, setPulling] = useState(false)
  const show = (to: MailSearch) =>
    void navigate({
      to: '/desk/mails/{-$mailId}',
      params: mailId ? { mailId } : {},
      search: to,
      replace: true,
    })
  const rows = <Rows search={search} mailId={mailId} />
  return (
    <section className="queue mail-list" aria-label={t('inbox.label')}>
      <header className="mail-list-head">
        <Select
          label={t('inbox.mailbox')}
          hideLabel
          placeholder={t('inbox.allMailboxes')}
          options={(mailboxes ?? []).map(({ id, name }) => ({ id: String(id), label: name }))}
          value={search.mailbox === undefined ? '' : String(search.mailbox)}
          onChange={(id) => show({ ...(search.all && { all: true }), ...(id && { mailbox: Number(id) }) })}
        />
        <Button size="small" icon={<MailPlus aria-hidden />} onPress={() => setPulling(true)}>
          {t('inbox.pullIn')}
        </Button>
      </header>
      <Tabs
        label={t('inbox.tabs')}
        value={search.all ? 'all' : 'quarantined'}
        onChange={(tab) =>
          show({
            ...(tab === 'all' && { all: true }),
            ...(search.mailbox !== undefined && { mailbox: search.mailbox }),
          })
        }
        items={[
          {
            id: 'quarantined',
            label: (
              <>
                {t('inbox.quarantine')}
                {counts.data && <span className="queue-count">{counts.data.quarantined}</span>}
              </>
            ),
            content: rows,
          },
          { id: 'all', label: t('inbox.all'), content: rows },
        ]}
      />
      {isPulling && <PullInDialog onClose={() => setPulling(false)} />}
    </section>
  )
}

function Rows({ search, mailId }: { search: MailSearch; mailId: string | undefined }) {
  const { t } = useT('mails')
  const navigate = useNavigate()
  const list = useInfiniteQuery(
    receivedListQuery({
      ...(!search.all && { outcome: 'quarantined' as const }),
      ...(search.mailbox !== undefined && { mailboxId: search.mailbox }),
    }),
  )
  const mails = useMemo(() => list.data?.pages.flatMap((page) => page.mails) ?? [], [list.data])
  const box = useRef<HTMLDivElement>(null)
  useListKeys({
    rows: useMemo(() => mails.map(({ id }) => ({ number: id })), [mails]),
    number: mailId,
    box,
    onOpen: (next) => void navigate({ to: '/desk/mails/{-$mailId}', params: { mailId: next }, search }),
    words: { next: t('inbox.next'), previous: t('inbox.previous') },
  })
  const isForbidden = list.error instanceof Problem && list.error.status === 403
  return (
    <div className="queue-rows" ref={box} aria-busy={list.isFetching}>
      {list.isPending && <Skeleton shape="rows" count={6} label={t('inbox.loading')} />}
      {isForbidden && <EmptyState>{t('inbox.noPermission')}</EmptyState>}
      {list.isError && !list.data && !isForbidden && (
        <ErrorCard
          title={t('inbox.failed')}
          error={list.error}
          onRetry={() => void list.refetch()}
          isRetrying={list.isFetching}
        />
      )}
      {list.data && mails.length === 0 && (
        <EmptyState
          {...(search.mailbox !== undefined && {
            action: (
              <Button
                size="small"
                onPress={() =>
                  void navigate({ to: '/desk/mails/{-$mailId}', search: search.all ? { all: true } : {} })
                }
              >
                {t('inbox.clearFilter')}
              </Button>
            ),
          })}
        >
          {t(
            search.mailbox !== undefined
              ? 'inbox.emptyMailbox'
              : search.all
                ? 'inbox.emptyAll'
                : 'inbox.emptyQuarantine',
          )}
        </EmptyState>
      )}
      <ul aria-label={t('inbox.label')}>
        {mails.map((mail) => (
          <MailRow key={mail.id} mail={mail} search={search} isCurrent={mail.id === mailId} />
        ))}
      </ul>
      {list.hasNextPage && (
        <p className="queue-more">
          <Button size="small" onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
            {t('inbox.more')}
          </Button>
        </p>
      )}
    </div>
  )
}
