import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeskCall } from '../../../../server/api.ts'
import { api } from '../../../platform/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import type { Asked } from '../commands.ts'
import type { Commands } from '../use-commands.ts'
import { AgentList } from './AgentList.tsx'
import { NumberForm } from './NumberForm.tsx'
import { QueueList } from './QueueList.tsx'
import { findTargets } from './targets.ts'
import './transfer.css'

const ASK_AGAIN_MS = 5_000

/** Gives the call to somebody else: at once, or after asking them while the caller waits. */
export function TransferDialog({
  desk,
  commands,
  onClose,
}: {
  desk: DeskCall
  commands: Commands
  onClose: () => void
}) {
  const { t } = useT('phone')
  const { id: callId } = desk.call
  const [typed, setTyped] = useState('')
  const { data, error, refetch } = useQuery({
    queryKey: ['calls', callId, 'transfer-targets'],
    queryFn: () => api('GET /calls/:callId/transfer-targets', { params: { callId } }),
    refetchInterval: ASK_AGAIN_MS,
  })
  const ask = (action: Asked) => {
    commands.ask(action)
    onClose()
  }
  const can = { blind: desk.can.includes('transfer'), consult: desk.can.includes('consult') }
  const list = (show: (found: NonNullable<typeof data>) => React.ReactNode) => {
    if (data) return show(data)
    if (error)
      return <ErrorCard title={t('transfer.failed')} error={error} onRetry={() => void refetch()} level={3} />
    return <Skeleton shape="rows" count={4} />
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('transfer.title')} size="wide">
      <Tabs
        label={t('transfer.kinds')}
        items={[
          {
            id: 'agents',
            label: t('transfer.agents'),
            content: (
              <div className="transfer-part">
                <SearchField
                  label={t('transfer.find')}
                  placeholder={t('transfer.find')}
                  onSearch={setTyped}
                  delayMs={0}
                />
                {list(({ agents }) => (
                  <AgentList agents={findTargets(agents, typed)} can={can} onAsk={ask} />
                ))}
              </div>
            ),
          },
          {
            id: 'queues',
            label: t('transfer.queues'),
            content: list(({ queues }) => (
              <QueueList queues={queues} systemId={desk.call.systemId} onAsk={ask} />
            )),
          },
          {
            id: 'number',
            label: t('transfer.number'),
            content: <NumberForm can={can} onAsk={ask} />,
          },
        ]}
      />
    </Dialog>
  )
}
