import { Eye, Mic, TriangleAlert } from 'lucide-react'
import type { DeskCall } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { CallerFacts, SimulatedChip } from './CallerFacts.tsx'
import { CallerTools, MaybeList } from './CallerTools.tsx'
import './calls.css'

/** The call that is on, as far as it is about the case: who it is, what is recorded, who else is in it. */
export function CallNow({ desk }: { desk: DeskCall }) {
  const { t } = useT('phone')
  const { call, legs, recording, supervised } = desk
  const others = legs.filter(({ role, state }) => role === 'consulted' && state !== 'ended')
  return (
    <div className="call-now">
      <CallerFacts call={call} maybe={desk.maybe} />
      <MaybeList desk={desk} />
      <p className="call-facts-line">
        <Chip tone="in-progress">{t(`log.stage.${call.state}`)}</Chip>
        {call.isSimulated && <SimulatedChip />}
        <RecordingChip recording={recording} />
        {supervised && (
          <Chip tone="escalated" icon={<Eye aria-hidden />}>
            {t(`call.supervised.${supervised}`)}
          </Chip>
        )}
        {others.map(({ legRef, agent, number }) => (
          <Chip key={legRef}>{t('call.consulting', { name: agent?.name ?? number ?? '' })}</Chip>
        ))}
      </p>
      <CallerTools desk={desk} />
    </div>
  )
}

/** Whether the call is recorded now, said as well as shown. */
export function RecordingChip({ recording }: Pick<DeskCall, 'recording'>) {
  const { t } = useT('phone')
  if (!recording) return null
  return (
    <Chip
      tone={recording === 'running' ? 'overdue' : recording === 'paused' ? 'waiting' : 'outline'}
      icon={recording === 'failed' ? <TriangleAlert aria-hidden /> : <Mic aria-hidden />}
    >
      {t(`call.recording.${recording}`)}
    </Chip>
  )
}
