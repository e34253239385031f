import type { ReactNode } from 'react'
import { useT } from '../../../platform/i18n.ts'
import type { Column } from '../../../ui/Table.tsx'
import { Balance } from './Balance.tsx'
import { differencesOf, type Hour } from './books.ts'

type Line = Omit<Hour, 'hour' | 'checkedAt' | 'mailboxId'>

/** Whether a line of the books balances, and its figures in the order of the sum that they make. */
export function useBookColumns<L extends Line>(): Column<L>[] {
  const { t } = useT('board')
  const figure = (
    id: 'cases' | 'followUps' | 'quarantined' | 'refused' | 'waiting',
    header: ReactNode,
  ): Column<L> => ({
    id,
    header,
    isNumber: true,
    cell: (line) => line[id],
  })
  return [
    {
      id: 'result',
      header: t('mailBooks.result'),
      cell: (line) => <Balance balanced={line.balanced} differences={differencesOf(t, line)} />,
    },
    {
      id: 'onServer',
      header: t('mailBooks.onServer'),
      isNumber: true,
      cell: ({ onServer }) =>
        onServer ?? (
          <span className="muted" title={t('mailBooks.notCountedHelp')}>
            {t('mailBooks.notCounted')}
          </span>
        ),
    },
    {
      id: 'stored',
      header: t('mailBooks.stored'),
      isNumber: true,
      cell: ({ stored }) => <b>{stored}</b>,
    },
    figure('cases', t('mailBooks.cases')),
    figure('followUps', t('mailBooks.followUps')),
    figure('quarantined', t('mailBooks.waitingFor')),
    figure('refused', t('mailBooks.refused')),
    figure('waiting', t('mailBooks.waiting')),
  ]
}
