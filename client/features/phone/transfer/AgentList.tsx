import type { TransferTarget } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { PresenceDot, type ShownPresence } from '../../../ui/PresenceDot.tsx'
import type { Asked } from '../commands.ts'
import { byTier } from './targets.ts'

const SHAPES: Readonly<Record<string, ShownPresence>> = {
  idle: 'ready',
  busy: 'ready',
  full: 'ready',
  reserved: 'busy',
  ringing: 'busy',
  'on-call': 'busy',
  hold: 'busy',
  paused: 'wrap-up',
  'not-responding': 'wrap-up',
  'wrap-up': 'wrap-up',
  break: 'break',
}

/** Agents by tier, with their site and what they are doing now; those whose phone can ring may be asked. */
export function AgentList({
  agents,
  can,
  onAsk,
}: {
  agents: readonly TransferTarget[]
  can: { blind: boolean; consult: boolean }
  onAsk: (action: Asked) => void
}) {
  const { t } = useT('phone')
  if (agents.length === 0) return <EmptyState>{t('transfer.nobody')}</EmptyState>
  return byTier(agents).map(([tier, members]) => (
    <section key={tier} className="transfer-tier">
      <h3>{t('transfer.tier', { tier })}</h3>
      <ul className="transfer-list">
        {members.map((agent) => {
          const { agentId, name, extension, site, state, canRing, knowsSystem } = agent
          const target = { to: 'agent', agentId } as const
          return (
            <li key={agentId}>
              <span className="transfer-who">
                <b>{name}</b>
                <PresenceDot
                  presence={SHAPES[state] ?? 'offline'}
                  word={t(`transfer.states.${state}` as 'transfer.states.idle', { defaultValue: state })}
                />
                <span className="muted">
                  {[site, extension ? t('transfer.extension', { extension }) : t('transfer.noPhone')]
                    .filter(Boolean)
                    .join('　')}
                </span>
                {knowsSystem && <Chip tone="outline">{t('transfer.knowsSystem')}</Chip>}
              </span>
              {canRing && (
                <span className="transfer-ways">
                  <Button
                    size="small"
                    aria-label={t('transfer.consultNamed', { name })}
                    isDisabled={!can.consult}
                    onPress={() => onAsk({ do: 'consult', target })}
                  >
                    {t('transfer.consult')}
                  </Button>
                  <Button
                    size="small"
                    aria-label={t('transfer.blindNamed', { name })}
                    isDisabled={!can.blind}
                    onPress={() => onAsk({ do: 'blind-transfer', target })}
                  >
                    {t('transfer.blind')}
                  </Button>
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  ))
}
