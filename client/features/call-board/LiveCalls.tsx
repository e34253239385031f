import { Ear } from 'lucide-react'
import type { CallBoard } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { Counting } from './figures.tsx'

type Call = CallBoard['calls'][number]
const MODES = ['listen', 'whisper', 'barge', 'off'] as const

/** The calls of this moment; whoever may can listen, whisper or join. */
export function LiveCalls({ calls, frozenAt }: { calls: readonly Call[]; frozenAt: string | null }) {
  const { t } = useT('calls')
  const may = useMay()
  const columns: Column<Call>[] = [
    {
      id: 'number',
      header: t('live.number'),
      isRowHeader: true,
      cell: ({ number, caller, direction }) => (
        <>
          {caller?.name ?? number ?? t('live.withheld')}
          {(caller || direction === 'out') && (
            <small className="board-offered">
              {[direction === 'out' ? t('live.out') : '', caller?.agencyName, caller && number]
                .filter(Boolean)
                .join('　')}
            </small>
          )}
        </>
      ),
    },
    { id: 'state', header: t('live.state'), cell: ({ state }) => t(`live.states.${state}`) },
    { id: 'system', header: t('live.system'), cell: ({ systemName }) => systemName },
    { id: 'agent', header: t('live.agent'), cell: ({ agent }) => agent?.name },
    {
      id: 'length',
      header: t('live.length'),
      isNumber: true,
      cell: ({ arrivedAt, answeredAt }) => (
        <Counting since={(answeredAt ?? arrivedAt) as string} stopsAt={frozenAt ?? undefined} />
      ),
    },
    {
      id: 'case',
      header: t('live.case'),
      cell: ({ caseNumber }) =>
        caseNumber &&
        (may('case:work') ? (
          <RouteLink to="/desk/q/$view/{-$number}" params={{ view: 'all', number: caseNumber }}>
            {caseNumber}
          </RouteLink>
        ) : (
          caseNumber
        )),
    },
  ]
  if (may('call:supervise'))
    columns.push({
      id: 'supervise',
      header: t('live.supervise'),
      isNumber: true,
      cell: (call) => (call.agent ? <Supervise call={call} /> : null),
    })
  return (
    <Table
      caption={t('live.title')}
      className="board-table"
      columns={columns}
      rows={calls}
      keyOf={({ id }) => id}
      empty={<EmptyState>{t('live.none')}</EmptyState>}
    />
  )
}

function Supervise({ call }: { call: Call }) {
  const { t } = useT('calls')
  const toast = useToast()
  const supervise = async (mode: (typeof MODES)[number]) => {
    try {
      await api('POST /calls/:callId/supervision', {
        params: { callId: call.id },
        body: { mode, commandId: crypto.randomUUID() },
      })
      toast({ text: t(`live.asked.${mode}`), tone: 'success' })
    } catch (error) {
      toast({ text: problemSentence(t, error), tone: 'danger' })
    }
  }
  const name = call.agent?.name ?? ''
  return (
    <Menu
      label={`${t('live.supervise')} ${name}`}
      placement="bottom end"
      onAction={(mode) => void supervise(mode as (typeof MODES)[number])}
      trigger={
        <Button size="small" icon={<Ear aria-hidden />} aria-label={`${t('live.supervise')} ${name}`}>
          {t('live.supervise')}
        </Button>
      }
      items={MODES.map((mode) => ({ id: mode, label: t(`live.modes.${mode}`) }))}
    />
  )
}
