import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Mailbox } from '../../../../server/api.ts'
import { queuesQuery, useSystems } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { type Column, Table } from '../../../ui/Table.tsx'
import { CheckButton } from './CheckButton.tsx'
import { MailboxState } from './MailboxState.tsx'

/** Our mailboxes: what they are for, and whether mail comes in. */
export function MailboxTable({
  mailboxes,
  empty,
  onEdit,
}: {
  mailboxes: readonly Mailbox[]
  empty: ReactNode
  onEdit: (mailbox: Mailbox) => void
}) {
  const { t } = useT('admin')
  const { nameOf } = useSystems()
  const { data: queues } = useQuery(queuesQuery)
  const columns: Column<Mailbox>[] = [
    {
      id: 'name',
      header: t('mailboxes.name'),
      isRowHeader: true,
      cell: ({ name, address }) => (
        <>
          {name} <small className="admin-detail admin-tries">{address}</small>
        </>
      ),
    },
    {
      id: 'kind',
      header: t('mailboxes.kind'),
      cell: ({ kind, source }) => (
        <>
          <span className="nowrap">{t(`mailboxes.kinds.${kind}`)}</span>
          <small className="admin-detail admin-tries nowrap">{t(`mailboxes.sources.${source}`)}</small>
        </>
      ),
    },
    {
      id: 'queue',
      header: t('mailboxes.queue'),
      cell: ({ queueId, defaultSystemId }) => (
        <>
          <span className="nowrap">{queues?.find(({ id }) => id === queueId)?.name ?? ''}</span>
          <small className="admin-detail admin-tries nowrap">{nameOf(defaultSystemId)}</small>
        </>
      ),
    },
    {
      id: 'state',
      header: t('mailboxes.state'),
      cell: (mailbox) => <MailboxState mailbox={mailbox} />,
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('mailboxes.edit')}</span>,
      isNumber: true,
      cell: (mailbox) => (
        <span className="admin-buttons">
          {mailbox.source === 'imap' && <CheckButton mailbox={mailbox} />}
          <Button
            size="small"
            onPress={() => onEdit(mailbox)}
            aria-label={`${t('mailboxes.edit')} ${mailbox.name}`}
          >
            {t('mailboxes.edit')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <Table
      caption={t('tabs.mailboxes')}
      className="admin-mailboxes"
      columns={columns}
      rows={mailboxes}
      keyOf={({ id }) => String(id)}
      empty={empty}
    />
  )
}
