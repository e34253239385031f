import { Info } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CallRow } from '../../../../server/api.ts'
import { SimulatedChip } from '../../../parts/calls/CallerFacts.tsx'
import { clockOf, numberInWords, resultInWords, whoInWords } from '../../../parts/calls/words.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { RocTime } from '../../../ui/RocTime.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { type Column, Table } from '../../../ui/Table.tsx'

const TONES: Readonly<Record<NonNullable<CallRow['outcome']>, string>> = {
  answered: 'answered',
  abandoned: 'waiting',
  'flowed-out': 'plain',
  'call-back': 'reopened',
  fax: 'plain',
  lost: 'overdue',
  'not-reached': 'waiting',
}

/** Calls, one a line: when, who, what became of it, and the case. */
export function CallTable({
  calls,
  openId,
  onOpen,
  empty,
}: {
  calls: readonly CallRow[]
  openId: string | undefined
  onOpen: (call: CallRow) => void
  empty: ReactNode
}) {
  const { t } = useT('phone')
  const columns: Column<CallRow>[] = [
    {
      id: 'arrivedAt',
      header: t('fields.time'),
      cell: ({ arrivedAt, direction }) => (
        <>
          <RocTime at={arrivedAt} className="nowrap" /> <small>{t(`log.direction.${direction}`)}</small>
        </>
      ),
    },
    {
      id: 'who',
      header: t('fields.caller'),
      isRowHeader: true,
      cell: (call) => (
        <>
          {whoInWords(t, call)}
          {call.caller && <small className="call-log-number">{numberInWords(t, call)}</small>}
        </>
      ),
    },
    {
      id: 'result',
      header: t('fields.result'),
      cell: (call) => (
        <span className="call-log-chips">
          <Chip tone={call.outcome ? TONES[call.outcome] : 'in-progress'}>{resultInWords(t, call)}</Chip>
          {call.isReconstructed && (
            <span title={t('log.reconstructedHelp')}>
              <Chip tone="outline">{t('log.reconstructed')}</Chip>
            </span>
          )}
          {call.source !== 'live' && <Chip>{t(`log.source.${call.source}`)}</Chip>}
          {call.isSimulated && <SimulatedChip />}
        </span>
      ),
    },
    { id: 'system', header: t('fields.system'), cell: ({ systemName }) => systemName },
    { id: 'agent', header: t('fields.agent'), cell: ({ agent }) => agent?.name },
    { id: 'wait', header: t('fields.wait'), isNumber: true, cell: ({ waitMs }) => clockOf(waitMs) },
    { id: 'talk', header: t('fields.talk'), isNumber: true, cell: ({ talkMs }) => clockOf(talkMs) },
    {
      id: 'case',
      header: t('fields.case'),
      cell: ({ caseNumber }) =>
        caseNumber && (
          <RouteLink to="/desk/q/$view/{-$number}" params={{ view: 'all', number: caseNumber }} search={{}}>
            {caseNumber}
          </RouteLink>
        ),
    },
    {
      id: 'open',
      header: <span className="sr-only">{t('fields.actions')}</span>,
      cell: (call) => (
        <Button
          variant="quiet"
          size="small"
          icon={<Info aria-hidden />}
          aria-label={t('log.openNamed', { who: whoInWords(t, call) })}
          onPress={() => onOpen(call)}
        />
      ),
    },
  ]
  return (
    <Table
      caption={t('log.calls')}
      columns={columns}
      rows={calls}
      keyOf={({ id }) => id}
      isCurrent={({ id }) => id === openId}
      empty={empty}
    />
  )
}
