import type { ReactNode } from 'react'
import type { OutgoingMail } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { MailState } from './MailState.tsx'
import { RetryButton } from './RetryButton.tsx'

/** The mails of one page: to whom, about what, and whether they left. */
export function MailTable({
  mails,
  empty,
  onRead,
}: {
  mails: readonly OutgoingMail[]
  empty: ReactNode
  onRead: (mail: OutgoingMail) => void
}) {
  const { t } = useT('admin')
  const columns: Column<OutgoingMail>[] = [
    {
      id: 'at',
      header: t('mails.at'),
      cell: ({ createdAt }) => <RocTime at={createdAt} className="nowrap" />,
    },
    {
      id: 'subject',
      header: t('mails.subject'),
      isRowHeader: true,
      cell: ({ subject, lastError }) => (
        <>
          {subject}
          {lastError && <small className="admin-mail-error">{lastError}</small>}
        </>
      ),
    },
    { id: 'to', header: t('mails.to'), cell: ({ toAddress }) => toAddress },
    {
      id: 'kind',
      header: t('mails.kind'),
      cell: ({ kind }) => <span className="nowrap">{t(`mails.kinds.${kind}`)}</span>,
    },
    {
      id: 'state',
      header: t('mails.state'),
      cell: ({ state, tries }) => (
        <>
          <MailState state={state} />
          {state !== 'sent' && tries > 0 && (
            <small className="admin-detail admin-tries nowrap">{t('mails.tries', { count: tries })}</small>
          )}
        </>
      ),
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('mails.read')}</span>,
      isNumber: true,
      cell: (mail) => (
        <span className="admin-buttons">
          {(mail.state === 'failed' || mail.state === 'bounced') && <RetryButton mail={mail} size="small" />}
          <Button size="small" onPress={() => onRead(mail)} aria-label={`${t('mails.read')} ${mail.subject}`}>
            {t('mails.read')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <Table
      caption={t('tabs.mails')}
      className="admin-mails"
      columns={columns}
      rows={mails}
      keyOf={({ id }) => id}
      empty={empty}
    />
  )
}
