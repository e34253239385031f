import type { ReactNode } from 'react'
import type { OfficialDocument } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { failureIn } from './words.ts'

/** Documents of one list: from whom, about what, until when, and how they stand. */
export function DocumentTable({
  documents,
  empty,
  onComplete,
}: {
  documents: readonly OfficialDocument[]
  empty: ReactNode
  onComplete: (document: OfficialDocument) => void
}) {
  const { t } = useT('papers')
  const may = useMay()
  const columns: Column<OfficialDocument>[] = [
    {
      id: 'receivedAt',
      header: t('documents.receivedAt'),
      cell: ({ receivedAt }) => <RocTime at={receivedAt} className="nowrap" />,
    },
    {
      id: 'subject',
      header: t('documents.subject'),
      isRowHeader: true,
      cell: ({ subject, files, number, speed }) => (
        <>
          {subject || files[0]?.name}
          <small className="document-number">
            {number} {speed && speed !== '普通件' && <Chip tone="overdue">{speed}</Chip>}
          </small>
        </>
      ),
    },
    { id: 'sender', header: t('documents.sender'), cell: ({ senderName }) => senderName },
    {
      id: 'dueOn',
      header: t('documents.dueOn'),
      cell: ({ dueOn }) => dueOn && <RocTime at={dueOn} show="date" className="nowrap" />,
    },
    {
      id: 'case',
      header: t('documents.state'),
      cell: (document) =>
        document.caseNumber ? (
          <RouteLink
            to="/desk/q/$view/{-$number}"
            params={{ view: 'all', number: document.caseNumber }}
            search={{}}
          >
            {document.caseNumber}
          </RouteLink>
        ) : (
          <>
            {failureIn(t, document.failure)}
            {may('case:key-in') && (
              <Button
                size="small"
                aria-label={t('documents.completeNamed', {
                  name: document.number || (document.files[0]?.name ?? ''),
                })}
                onPress={() => onComplete(document)}
              >
                {t('documents.complete')}
              </Button>
            )}
          </>
        ),
    },
    {
      id: 'reply',
      header: t('documents.reply'),
      cell: ({ replyNumber, replyWaived, state }) =>
        replyNumber ??
        (replyWaived !== null ? t('documents.notNeeded') : state === 'case' ? t('documents.open') : ''),
    },
  ]
  return (
    <Table
      caption={t('documents.title')}
      columns={columns}
      rows={documents}
      keyOf={({ id }) => id}
      empty={empty}
    />
  )
}
