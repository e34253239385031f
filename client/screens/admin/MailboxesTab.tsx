import { useQuery } from '@tanstack/react-query'
import { MailPlus } from 'lucide-react'
import { useState } from 'react'
import type { Mailbox } from '../../../server/api.ts'
import { MailboxDialog } from '../../features/admin/mailboxes/MailboxDialog.tsx'
import { MailboxTable } from '../../features/admin/mailboxes/MailboxTable.tsx'
import { mailboxesQuery } from '../../parts/mail/queries.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

/** Nothing tells that a mailbox failed or works again: asked again now and then. */
const MOST_STALE_MS = 15_000

/** Our mailboxes: whether mail comes in, and how they are set up. */
export function MailboxesTab() {
  const { t } = useT('admin')
  const list = useQuery({ ...mailboxesQuery, refetchInterval: MOST_STALE_MS })
  const [edited, setEdited] = useState<Mailbox>()
  const [isAdding, setAdding] = useState(false)
  const add = (
    <Button variant="primary" icon={<MailPlus aria-hidden />} onPress={() => setAdding(true)}>
      {t('mailboxes.add')}
    </Button>
  )
  return (
    <>
      <div className="admin-filters">{list.data && list.data.length > 0 && add}</div>
      {list.isPending && <Skeleton shape="rows" count={4} />}
      {list.isError && !list.data && (
        <ErrorCard title={t('mailboxes.failed')} error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.data && (
        <div className="admin-list">
          <MailboxTable
            mailboxes={list.data}
            onEdit={setEdited}
            empty={<EmptyState action={add}>{t('mailboxes.empty')}</EmptyState>}
          />
        </div>
      )}
      {edited && <MailboxDialog key={edited.id} mailbox={edited} onClose={() => setEdited(undefined)} />}
      {isAdding && <MailboxDialog onClose={() => setAdding(false)} />}
    </>
  )
}
