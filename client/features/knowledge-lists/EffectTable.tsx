import { useT } from '../../platform/i18n.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { type Month, totalOf } from './effect.ts'
import { useMinutes, useMonth } from './words.ts'

/** The same as the chart in numbers, and how many cases each stands for. */
export function EffectTable({ months }: { months: readonly Month[] }) {
  const { t } = useT('asked')
  const inWords = useMinutes()
  const monthOf = useMonth()
  const total = totalOf(months)
  const columns: Column<Month>[] = [
    {
      id: 'month',
      header: t('effect.month'),
      isRowHeader: true,
      cell: ({ month }) => <span className="nowrap">{monthOf(month)}</span>,
    },
    { id: 'with', header: t('effect.withCases'), isNumber: true, cell: ({ withEntry }) => withEntry },
    {
      id: 'withMinutes',
      header: t('effect.withMedian'),
      isNumber: true,
      cell: (row) => inWords(row.withEntryMinutes),
    },
    { id: 'without', header: t('effect.withoutCases'), isNumber: true, cell: ({ without }) => without },
    {
      id: 'withoutMinutes',
      header: t('effect.withoutMedian'),
      isNumber: true,
      cell: (row) => inWords(row.withoutMinutes),
    },
    {
      id: 'saved',
      header: t('effect.difference'),
      isNumber: true,
      cell: ({ saved }) =>
        saved === null
          ? t('effect.unknown')
          : t(saved >= 0 ? 'effect.quicker' : 'effect.slower', { time: inWords(Math.abs(saved)) }),
    },
    { id: 'deflected', header: t('effect.deflected'), isNumber: true, cell: ({ deflected }) => deflected },
  ]
  return (
    <>
      <Table
        caption={t('places.effect.title')}
        columns={columns}
        rows={months.toReversed()}
        keyOf={({ month }) => month}
        empty={<EmptyState>{t('effect.none')}</EmptyState>}
      />
      {months.length > 0 && <p>{t('effect.total', total)}</p>}
      <p className="muted asked-note">{t('effect.definition')}</p>
    </>
  )
}
