import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bell, BellOff, ChevronDown, Coffee, Play, Power, RotateCcw, UserCheck } from 'lucide-react'
import { useRef } from 'react'
import type { Agent, Presence } from '../../../../server/api.ts'
import { phoneQuery } from '../../../parts/calls/queries.ts'
import { deskQuery } from '../../../parts/desk/queries.ts'
import { api, Problem } from '../../../platform/api.ts'
import type { Bell as OfferBell } from '../../../platform/bell.ts'
import { sitesQuery } from '../../../platform/catalogue.ts'
import { problemSentence, type Translate, useT } from '../../../platform/i18n.ts'
import { useMay } from '../../../platform/session.ts'
import { useShortcut } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { spanInWords, useNow } from '../../../ui/Elapsed.tsx'
import { useAnnounce } from '../../../ui/LiveRegions.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { PresenceDot } from '../../../ui/PresenceDot.tsx'
import { useToast } from '../../../ui/Toasts.tsx'
import { BREAK_REASONS, type BreakReason, isBreakReason, shapeOf, wordOf } from './presence.ts'
import './PresenceMenu.css'

/** One's own state at the desk: what it is and since when, how much is in hand, where one sits. */
export function PresenceMenu({ bell }: { bell: OfferBell }) {
  const { t } = useT('desk')
  const { data, error } = useQuery(deskQuery)
  if (error instanceof Problem && error.code === 'not-an-agent')
    return <span className="presence-none">{t('presence.notAnAgent')}</span>
  if (error && !data) return <span className="presence-none">{t('presence.failed')}</span>
  if (!data) return null
  return (
    <>
      <Seat agent={data.agent} />
      <span className="presence-load" title={t('presence.loadHelp', loadOf(data.agent))}>
        {t('presence.load', loadOf(data.agent))}
      </span>
      <State agent={data.agent} bell={bell} />
    </>
  )
}

const loadOf = ({ load, capacity }: Agent) => ({ load, capacity })

function Seat({ agent: { siteId, seatName } }: { agent: Agent }) {
  const may = useMay()
  const { data } = useQuery({ ...sitesQuery, enabled: may('directory:read') })
  const site = data?.find(({ id }) => id === siteId)?.name
  const words = seatName ?? site
  return words ? <span className="presence-seat">{words}</span> : null
}

function State({ agent, bell }: { agent: Agent; bell: OfferBell }) {
  const { t } = useT('desk')
  const trigger = useRef<HTMLButtonElement>(null)
  const set = useSetPresence()
  useShortcut({ keys: 'Alt+KeyS', label: t('presence.open'), run: () => trigger.current?.click() })
  const now = useNow()
  const word = stateInWords(t, agent)
  const act = (id: string) => {
    if (id === 'bell') return bell.switchTo(!bell.isOn)
    if (id === 'test') return bell.test()
    if (isBreakReason(id)) return set.mutate({ presence: 'break', reason: id })
    set.mutate({ presence: id as Presence })
  }
  // What the telephone is doing is told by whoever has one; asked for by the telephone itself.
  const { data: phone } = useQuery({ ...phoneQuery, enabled: false })
  const from = phone && phone.state === agent.routingStatus ? phone.stateSince : agent.presenceSince
  const since = spanInWords(t, now - Date.parse(from))
  return (
    <>
      {agent.routingStatus === 'not-responding' && (
        <>
          <span className="presence-missed" role="status">
            {t('presence.notRespondingSentence')}
          </span>
          <Button
            variant="primary"
            size="small"
            icon={<RotateCcw aria-hidden />}
            onPress={() => set.mutate({ presence: 'ready' })}
            isPending={set.isPending}
          >
            {t('presence.back')}
          </Button>
        </>
      )}
      <Menu
        label={t('presence.menu', { state: word })}
        placement="bottom end"
        onAction={act}
        trigger={
          <Button ref={trigger} className="presence-button" isPending={set.isPending}>
            <PresenceDot presence={shapeOf(agent)} word={word} />
            <span className="presence-since">{since}</span>
            <ChevronDown aria-hidden />
          </Button>
        }
        items={[
          {
            id: 'presence',
            heading: t('presence.heading'),
            items: [
              {
                id: 'ready',
                label: t('presence.ready'),
                icon: <UserCheck aria-hidden />,
                isSelected: agent.presence === 'ready',
              },
              ...BREAK_REASONS.map((reason) => ({
                id: reason,
                label: t('presence.breakBecause', { reason: t(`presence.reasons.${reason}`) }),
                icon: <Coffee aria-hidden />,
                isSelected: agent.presence === 'break' && agent.presenceReason === reason,
              })),
              {
                id: 'away',
                label: t('presence.away'),
                icon: <Power aria-hidden />,
                isSelected: agent.presence === 'away',
              },
            ],
          },
          { id: 'line', separator: true },
          {
            id: 'sound',
            heading: t('sound.heading'),
            items: [
              {
                id: 'bell',
                label: t('sound.on'),
                icon: bell.isOn ? <Bell aria-hidden /> : <BellOff aria-hidden />,
                isSelected: bell.isOn,
                detail: t(bell.isOn ? 'sound.isOn' : 'sound.isOff'),
              },
              { id: 'test', label: t('sound.test'), icon: <Play aria-hidden /> },
            ],
          },
        ]}
      />
    </>
  )
}

/** The state as one says it: `休息：用餐`, `停分中：會議`. */
function stateInWords(t: Translate<'desk'>, agent: Agent): string {
  const word = wordOf(agent)
  if (word === 'break' && isBreakReason(agent.presenceReason))
    return t('presence.breakBecause', { reason: t(`presence.reasons.${agent.presenceReason}`) })
  if (word === 'paused' && agent.pausedReason)
    return t('presence.pausedBecause', { reason: agent.pausedReason })
  return t(`presence.${word}`)
}

function useSetPresence() {
  const { t } = useT('desk')
  const queries = useQueryClient()
  const toast = useToast()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: (body: { presence: Presence; reason?: BreakReason }) => api('PUT /desk/presence', { body }),
    onSuccess: (agent) => {
      queries.setQueryData(deskQuery.queryKey, (now) => now && { ...now, agent })
      announce(t('presence.changed', { state: stateInWords(t, agent) }))
      void queries.invalidateQueries({ queryKey: deskQuery.queryKey })
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
  })
}
