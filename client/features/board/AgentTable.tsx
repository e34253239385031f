import { useState } from 'react'
import type { Agent } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PresenceDot, type ShownPresence } from '../../ui/PresenceDot.tsx'
import { Select } from '../../ui/Select.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { AgentDialog } from './AgentDialog.tsx'
import { PauseButton } from './PauseButton.tsx'
import { Span } from './Span.tsx'

type Site = { id: string; name: string }

const DOT: Record<Agent['routingStatus'], ShownPresence> = {
  idle: 'ready',
  busy: 'ready',
  full: 'busy',
  paused: 'break',
  'not-responding': 'away',
  reserved: 'wrap-up',
  ringing: 'wrap-up',
  'on-call': 'busy',
  'wrap-up': 'wrap-up',
  break: 'break',
  away: 'away',
  offline: 'offline',
}

/** At the end of the list: nothing can be offered to them whatever a supervisor does. */
const isGone = ({ routingStatus }: Agent) => routingStatus === 'offline'

/** The agents, what they are doing and for how long; with permission to pause, place and train them. */
export function AgentTable({
  agents,
  sites,
  onChanged,
}: {
  agents: readonly Agent[]
  sites: readonly Site[]
  onChanged: () => void
}) {
  const { t } = useT('board')
  const may = useMay()
  const [siteId, setSiteId] = useState('')
  const [edited, setEdited] = useState<Agent>()
  const siteName = (id: string | null) => sites.find((site) => site.id === id)?.name ?? t('settings.noSite')
  const tierName = (tier: number) => (tier > 3 ? t('queues.vendor') : t('queues.tierOf', { tier }))
  const word = ({ routingStatus, presenceReason, pausedReason }: Agent) => {
    const because =
      routingStatus === 'break' && presenceReason
        ? t(`reasons.${presenceReason as 'meal'}`, { defaultValue: presenceReason })
        : routingStatus === 'paused'
          ? pausedReason
          : undefined
    return because ? `${t(`status.${routingStatus}`)}：${because}` : t(`status.${routingStatus}`)
  }
  const pause = (personId: Agent['personId']) => async (body: { paused: boolean; reason?: string }) => {
    await api('PUT /agents/:personId/pause', { params: { personId }, body })
    onChanged()
  }
  const columns: Column<Agent>[] = [
    { id: 'name', header: t('agents.name'), isRowHeader: true, cell: ({ name }) => name },
    { id: 'site', header: t('agents.site'), cell: (agent) => siteName(agent.siteId) },
    { id: 'seat', header: t('agents.seat'), cell: ({ seatName }) => seatName ?? '' },
    {
      id: 'tier',
      header: t('settings.tier'),
      cell: ({ tier }) => <span className="nowrap">{tierName(tier)}</span>,
    },
    {
      id: 'status',
      header: t('agents.status'),
      cell: (agent) => <PresenceDot presence={DOT[agent.routingStatus]} word={word(agent)} />,
    },
    {
      id: 'since',
      header: t('agents.since'),
      cell: ({ presenceSince }) => <Span since={presenceSince} />,
    },
    {
      id: 'load',
      header: t('agents.load'),
      isNumber: true,
      cell: ({ load, capacity, offeredCaseId }) => (
        <>
          {t('agents.of', { load, capacity })}
          {offeredCaseId && <span className="board-offered"> {t('agents.offered')}</span>}
        </>
      ),
    },
  ]
  if (may('routing:manage'))
    columns.push({
      id: 'actions',
      header: t('queues.actions'),
      isNumber: true,
      cell: (agent) => (
        <span className="board-actions">
          <PauseButton
            name={agent.name}
            isPaused={agent.routingStatus === 'paused'}
            onChange={pause(agent.personId)}
          />
          <Button
            size="small"
            onPress={() => setEdited(agent)}
            aria-label={`${t('settings.open')} ${agent.name}`}
          >
            {t('settings.open')}
          </Button>
        </span>
      ),
    })
  return (
    <>
      <Select
        label={t('agents.filter')}
        hideLabel
        className="board-filter"
        placeholder={t('agents.everywhere')}
        options={sites.map(({ id, name }) => ({ id, label: name }))}
        value={siteId}
        onChange={setSiteId}
      />
      <Table
        caption={t('agents.title')}
        className="board-table board-agents"
        columns={columns}
        rows={agents
          .filter((agent) => siteId === '' || agent.siteId === siteId)
          .toSorted((a, b) => Number(isGone(a)) - Number(isGone(b)))}
        keyOf={({ personId }) => personId}
        empty={<EmptyState>{t('agents.empty')}</EmptyState>}
      />
      {edited && (
        <AgentDialog
          key={edited.personId}
          agent={edited}
          sites={sites}
          onClose={() => setEdited(undefined)}
          onSaved={onChanged}
        />
      )}
    </>
  )
}
