import type { Api, DeskCall, Reply } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import type { Asked } from '../commands.ts'

type Queue = Reply<Api['GET /calls/:callId/transfer-targets']>['queues'][number]

/** Queues with how many wait in them; the caller waits there for whoever is free. */
export function QueueList({
  queues,
  systemId,
  onAsk,
}: {
  queues: readonly Queue[]
  systemId: DeskCall['call']['systemId']
  onAsk: (action: Asked) => void
}) {
  const { t } = useT('phone')
  if (queues.length === 0) return <EmptyState>{t('transfer.noQueue')}</EmptyState>
  return (
    <ul className="transfer-list">
      {queues.map(({ queueId, name, waiting, ready }) => (
        <li key={queueId}>
          <span className="transfer-who">
            <b>{name}</b>
            <span className="muted">{t('transfer.waiting', { waiting, ready })}</span>
          </span>
          <Button
            size="small"
            aria-label={t('transfer.toQueueNamed', { name })}
            onPress={() =>
              onAsk({
                do: 'blind-transfer',
                target: { to: 'queue', queueId, ...(systemId !== null && { systemId }) },
              })
            }
          >
            {t('transfer.toQueue')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
