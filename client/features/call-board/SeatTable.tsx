import { useState } from 'react'
import type { CallBoard } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { PresenceDot, type ShownPresence } from '../../ui/PresenceDot.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { Counting } from './figures.tsx'

type Seat = CallBoard['seats'][number]

const SHAPES: Record<string, ShownPresence> = {
  idle: 'ready',
  busy: 'ready',
  full: 'ready',
  reserved: 'busy',
  ringing: 'busy',
  'on-call': 'busy',
  hold: 'busy',
  'wrap-up': 'wrap-up',
  break: 'break',
  paused: 'break',
  'not-responding': 'away',
  away: 'away',
  unreachable: 'offline',
  offline: 'offline',
}
const RELEASABLE = ['reserved', 'ringing', 'on-call', 'hold', 'wrap-up', 'not-responding']

/** Every seat: what its agent does, for how long, and whether their telephone can be reached. */
export function SeatTable({
  seats,
  sites,
  frozenAt,
  onChanged,
}: {
  seats: readonly Seat[]
  sites: CallBoard['sites']
  frozenAt: string | null
  onChanged: () => void
}) {
  const { t } = useT('calls')
  const may = useMay()
  const [released, setReleased] = useState<Seat>()
  const word = ({ state, reason }: Seat) => {
    const because = reason ? t(`board:reasons.${reason as 'meal'}`, { defaultValue: reason }) : ''
    const name =
      state === 'hold' ? t('seats.hold') : t(`board:status.${state as 'idle'}`, { defaultValue: state })
    return because ? `${name}：${because}` : name
  }
  const columns: Column<Seat>[] = [
    { id: 'name', header: t('seats.name'), isRowHeader: true, cell: ({ name }) => name },
    {
      id: 'site',
      header: t('seats.site'),
      cell: ({ site }) => sites.find(({ id }) => id === site)?.name ?? site,
    },
    {
      id: 'state',
      header: t('seats.state'),
      cell: (seat) => <PresenceDot presence={SHAPES[seat.state] ?? 'offline'} word={word(seat)} />,
    },
    {
      id: 'since',
      header: t('seats.since'),
      isNumber: true,
      cell: ({ since }) => <Counting since={since as string} stopsAt={frozenAt ?? undefined} />,
    },
    {
      id: 'phone',
      header: t('seats.phone'),
      cell: ({ extension, registeredAt, isByPhone }) =>
        extension && (
          <>
            {extension}
            <small className="board-offered">
              {registeredAt.length > 0 ? registeredAt.join('、') : t('seats.phoneAway')}
            </small>
            {isByPhone && <small className="board-offered">{t('seats.byPhone')}</small>}
          </>
        ),
    },
    {
      id: 'answered',
      header: t('seats.answered'),
      isNumber: true,
      cell: ({ answeredToday }) => answeredToday,
    },
  ]
  if (may('call:supervise'))
    columns.push({
      id: 'actions',
      header: t('seats.actions'),
      isNumber: true,
      cell: (seat) =>
        RELEASABLE.includes(seat.state) && (
          <Button
            size="small"
            variant="quiet"
            onPress={() => setReleased(seat)}
            aria-label={`${t('seats.release')} ${seat.name}`}
          >
            {t('seats.release')}
          </Button>
        ),
    })
  return (
    <>
      <Table
        caption={t('seats.title')}
        className="board-table"
        columns={columns}
        rows={seats}
        keyOf={({ personId }) => personId}
      />
      {released && (
        <ReleaseDialog
          key={released.personId}
          seat={released}
          onClose={() => setReleased(undefined)}
          onChanged={onChanged}
        />
      )}
    </>
  )
}

function ReleaseDialog({
  seat: { personId, name },
  onClose,
  onChanged,
}: {
  seat: Seat
  onClose: () => void
  onChanged: () => void
}) {
  const { t } = useT('calls')
  const release = useCommand(
    () => api('POST /agents/:personId/release', { params: { personId }, body: {} }),
    () => {
      onChanged()
      onClose()
      return t('seats.released', { name })
    },
  )
  return (
    <ActionDialog
      title={t('seats.releaseTitle', { name })}
      help={t('seats.releaseHelp')}
      action={t('seats.releaseDo')}
      command={release}
      onSubmit={() => release.run()}
      onClose={onClose}
    />
  )
}
