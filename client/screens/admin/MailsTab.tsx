import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { OutgoingMail } from '../../../server/api.ts'
import { KeyPages } from '../../features/admin/KeyPages.tsx'
import { MailDialog } from '../../features/admin/MailDialog.tsx'
import { STATE_WORDS } from '../../features/admin/MailState.tsx'
import { MailTable } from '../../features/admin/MailTable.tsx'
import { MAIL_STATES } from '../../features/admin/mail-states.ts'
import { MAILS, type MailFilter, mailsQuery } from '../../features/admin/queries.ts'
import { useT } from '../../platform/i18n.ts'
import { useHint } from '../../platform/live.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

const route = getRouteApi('/shell/admin/mails')

/** What the service writes to people: waiting, sent, and given up. */
export function MailsTab() {
  const { t } = useT('admin')
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  const list = useQuery(mailsQuery(filter))
  const [opened, setOpened] = useState<OutgoingMail>()
  useHint('mail.failed', () => void queries.invalidateQueries({ queryKey: MAILS }))
  const show = (search: MailFilter, replace = true) => void navigate({ search, replace })
  const read = opened && (list.data?.mails.find(({ id }) => id === opened.id) ?? opened)
  return (
    <>
      <div className="admin-filters">
        <Select
          label={t('mails.state')}
          placeholder={t('mails.all')}
          options={MAIL_STATES.map((state) => ({ id: state, label: t(STATE_WORDS[state]) }))}
          value={filter.state ?? ''}
          onChange={(state) => show({ state: MAIL_STATES.find((one) => one === state) })}
        />
      </div>
      {list.isPending && <Skeleton shape="rows" count={8} />}
      {list.isError && (
        <ErrorCard title={t('mails.failed')} error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.data && (
        <div className="admin-list" data-waiting={list.isPlaceholderData || undefined}>
          <MailTable
            mails={list.data.mails}
            onRead={setOpened}
            empty={
              <EmptyState
                action={filter.state && <Button onPress={() => show({})}>{t('clearFilter')}</Button>}
              >
                {t(filter.state ? 'mails.empty' : 'mails.none')}
              </EmptyState>
            }
          />
          <KeyPages
            after={filter.after}
            next={list.data.next}
            onGo={(after) => show({ ...filter, after }, false)}
          />
        </div>
      )}
      {read && <MailDialog mail={read} onClose={() => setOpened(undefined)} />}
    </>
  )
}
