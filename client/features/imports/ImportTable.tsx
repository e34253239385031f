import type { ImportSummary } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { ImportState } from './ImportState.tsx'

/** The imports there were: what, by whom, and with what result. */
export function ImportTable({
  imports,
  onOpen,
}: {
  imports: readonly ImportSummary[]
  onOpen: (importId: string) => void
}) {
  const { t } = useT('admin')
  const columns: Column<ImportSummary>[] = [
    {
      id: 'file',
      header: t('imports.fileName'),
      isRowHeader: true,
      cell: ({ fileName, subject }) => (
        <>
          {fileName} <small className="admin-detail">{t(`imports.subjects.${subject}`)}</small>
        </>
      ),
    },
    { id: 'result', header: t('imports.result'), cell: ({ counts }) => t('imports.counts.short', counts) },
    { id: 'state', header: t('imports.state'), cell: ({ state }) => <ImportState state={state} /> },
    { id: 'by', header: t('imports.by'), cell: ({ madeBy }) => madeBy.name },
    {
      id: 'at',
      header: t('imports.at'),
      cell: ({ createdAt }) => <RocTime at={createdAt} className="nowrap" />,
    },
    {
      id: 'open',
      header: <span className="sr-only">{t('imports.open')}</span>,
      isNumber: true,
      cell: ({ id, fileName }) => (
        <Button size="small" onPress={() => onOpen(id)} aria-label={`${t('imports.open')} ${fileName}`}>
          {t('imports.open')}
        </Button>
      ),
    },
  ]
  return (
    <section className="imports-part">
      <h2>{t('imports.history')}</h2>
      <Table
        caption={t('imports.history')}
        columns={columns}
        rows={imports}
        keyOf={({ id }) => id}
        empty={<EmptyState>{t('imports.empty')}</EmptyState>}
      />
    </section>
  )
}
