import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, CloudOff, Funnel, HandHelping, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Counters, View } from '../../../../server/api.ts'
import { useSystems } from '../../../platform/catalogue.ts'
import { formatTime } from '../../../platform/dates.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { ComboBox } from '../../../ui/ComboBox.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { useStale } from './use-stale.ts'
import { countsOf, VIEWS } from './views.ts'

/** Which view, how many, what is urgent elsewhere, and the filter. */
export function ListHead({
  view,
  systemId,
  counters,
}: {
  view: View
  systemId: number | undefined
  counters: Counters | undefined
}) {
  const { t } = useT('desk')
  const navigate = useNavigate()
  const stale = useStale()
  const counts = counters ? countsOf(counters) : {}
  // Counted over all systems: beside a filtered list the figure would be another's.
  const count = systemId === undefined ? counts[view] : undefined
  const go = (to: View) => void navigate({ to: '/desk/q/$view/{-$number}', params: { view: to }, search: {} })
  return (
    <header className="queue-head" data-stale={stale !== undefined || undefined}>
      <h2 id="queue-title" className="sr-only">
        {t(`queue.view.${view}`)} {count ?? ''}
      </h2>
      <Menu
        label={t('queue.views')}
        onAction={(id) => go(id as View)}
        trigger={
          <Button variant="quiet" className="queue-view">
            <b>{t(`queue.view.${view}`)}</b>
            {count !== undefined && <span className="queue-count">{count}</span>}
            <ChevronDown aria-hidden />
          </Button>
        }
        items={VIEWS.map((id) => ({
          id,
          label: t(`queue.view.${id}`),
          isSelected: id === view,
          ...(counts[id] !== undefined && { keys: <span className="queue-count">{counts[id]}</span> }),
        }))}
      />
      {counters && (
        <>
          {counters.mine.overdue > 0 && (
            <ViewChip view="overdue" current={view} tone="overdue" icon={<TriangleAlert aria-hidden />}>
              {t('queue.countOf', { view: t('queue.view.overdue'), count: counters.mine.overdue })}
            </ViewChip>
          )}
          {counters.mine.handedToMe > 0 && (
            <ViewChip view="handed-to-me" current={view} tone="escalated" icon={<HandHelping aria-hidden />}>
              {t('queue.countOf', { view: t('queue.view.handed-to-me'), count: counters.mine.handedToMe })}
            </ViewChip>
          )}
        </>
      )}
      <SystemFilter view={view} systemId={systemId} />
      {stale && (
        <p className="queue-stale">
          <CloudOff aria-hidden />
          {t('queue.stale', { time: formatTime(new Date(stale)) })}
        </p>
      )}
    </header>
  )
}

function ViewChip({
  view,
  current,
  tone,
  icon,
  children,
}: {
  view: View
  current: View
  tone: string
  icon: ReactNode
  children: string
}) {
  if (view === current) return null
  return (
    <RouteLink plain to="/desk/q/$view/{-$number}" params={{ view }} search={{}} className="queue-chip">
      <Chip tone={tone} icon={icon}>
        {children}
      </Chip>
    </RouteLink>
  )
}

function SystemFilter({ view, systemId }: { view: View; systemId: number | undefined }) {
  const { t } = useT('desk')
  const { systems, nameOf } = useSystems()
  const navigate = useNavigate()
  const choose = (id: string | null) =>
    void navigate({
      to: '/desk/q/$view/{-$number}',
      params: (now) => ({ view, number: now.number }),
      search: id === null ? {} : { system: Number(id) },
    })
  return (
    <>
      <Popover
        label={t('queue.filter')}
        trigger={
          <Button size="small" icon={<Funnel aria-hidden />} className="queue-filter">
            {systemId === undefined ? t('queue.filter') : t('queue.filtered')}
          </Button>
        }
      >
        {(close) => (
          <ComboBox
            label={t('queue.system')}
            autoFocus
            items={systems.map(({ id, shortName, name }) => ({
              id: String(id),
              label: shortName,
              detail: name,
            }))}
            value={systemId === undefined ? null : String(systemId)}
            onChange={(id) => {
              choose(id)
              close()
            }}
          />
        )}
      </Popover>
      {systemId !== undefined && (
        <p className="queue-filtered">
          {t('queue.filteredBy', { system: nameOf(systemId) })}
          <Button variant="quiet" size="small" onPress={() => choose(null)}>
            {t('queue.clearFilter')}
          </Button>
        </p>
      )}
    </>
  )
}
