import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { GapAnswerDialog, GapDraftDialog, GapIgnoreDialog } from './GapDialogs.tsx'
import { Named } from './Named.tsx'
import type { Gap } from './queries.ts'

type Asked = { gap: Gap; verb: 'draft' | 'answer' | 'ignore' }

/** What was looked for in vain, the most often first, and what becomes of each. */
export function GapTable({ gaps }: { gaps: readonly Gap[] }) {
  const { t } = useT('asked')
  const may = useMay()
  const [asked, setAsked] = useState<Asked>()
  const verbs = may('knowledge:write')
    ? (['draft', 'answer', 'ignore'] as const)
    : (['answer', 'ignore'] as const)
  const columns: Column<Gap>[] = [
    {
      id: 'said',
      header: t('gaps.said'),
      isRowHeader: true,
      cell: ({ said }) => <span className="asked-said">{said}</span>,
    },
    {
      id: 'n',
      header: t('gaps.times'),
      isNumber: true,
      cell: ({ n }) => <Named name={t('gaps.times')}>{n}</Named>,
    },
    {
      id: 'last',
      header: t('gaps.last'),
      cell: ({ lastAt }) => (
        <Named name={t('gaps.last')}>
          <RocTime at={lastAt} className="nowrap" />
        </Named>
      ),
    },
    {
      id: 'first',
      header: t('gaps.first'),
      cell: ({ firstAt }) => (
        <Named name={t('gaps.first')}>
          <RocTime at={firstAt} show="date" className="nowrap" />
        </Named>
      ),
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      cell: (gap) => (
        <span className="asked-buttons">
          {verbs.map((verb) => (
            <Button
              key={verb}
              size="small"
              variant={verb === 'ignore' ? 'quiet' : 'secondary'}
              aria-label={t(`gaps.${verb}.named`, { said: gap.said })}
              onPress={() => setAsked({ gap, verb })}
            >
              {t(`gaps.${verb}.do`)}
            </Button>
          ))}
        </span>
      ),
    },
  ]
  const close = () => setAsked(undefined)
  return (
    <>
      <Table
        caption={t('places.gaps.title')}
        className="asked-stacked"
        columns={columns}
        rows={gaps}
        keyOf={({ said }) => said}
        empty={<EmptyState>{t('gaps.none')}</EmptyState>}
      />
      {asked?.verb === 'draft' && <GapDraftDialog gap={asked.gap} onClose={close} />}
      {asked?.verb === 'answer' && <GapAnswerDialog gap={asked.gap} onClose={close} />}
      {asked?.verb === 'ignore' && <GapIgnoreDialog gap={asked.gap} onClose={close} />}
    </>
  )
}
