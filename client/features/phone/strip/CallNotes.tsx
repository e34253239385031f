import { TriangleAlert } from 'lucide-react'
import { SimulatedChip } from '../../../parts/calls/CallerFacts.tsx'
import { RecordingChip } from '../../../parts/calls/CallNow.tsx'
import { useT } from '../../../platform/i18n.ts'
import { Chip } from '../../../ui/Chip.tsx'
import type { Line } from '../line.ts'
import type { Commands } from '../use-commands.ts'

/** What the agent should know while they talk. Told once to screen readers, as it changes. */
export function CallNotes({ line, commands, isMuted }: { line: Line; commands: Commands; isMuted: boolean }) {
  const { t } = useT('phone')
  const { desk, session } = line
  return (
    <div className="call-notes" role="status">
      {desk?.call.isSimulated && <SimulatedChip />}
      {isMuted && <Chip tone="waiting">{t('call.muted')}</Chip>}
      <RecordingChip recording={desk?.recording ?? null} />
      {desk?.recording === 'paused' && <span>{t('call.pausedHelp')}</span>}
      {desk?.supervised && <Chip tone="escalated">{t(`call.supervised.${desk.supervised}`)}</Chip>}
      {session?.isRecovering && <Chip tone="waiting">{t('call.recovering')}</Chip>}
      {session?.quality === 'poor' && (
        <Chip tone="waiting" icon={<TriangleAlert aria-hidden />}>
          {t('call.quality.poor')}
        </Chip>
      )}
      {commands.inProgress.map((what) => (
        <Chip key={what}>{t('call.inProgress', { what })}</Chip>
      ))}
      {desk?.can.includes('survey') && (
        <label className="call-survey" title={t('call.surveyHelp')}>
          <input
            type="checkbox"
            checked={commands.asksSurvey}
            onChange={(event) => commands.ask({ do: 'survey', isOn: event.target.checked })}
          />
          {t('call.survey')}
        </label>
      )}
    </div>
  )
}
