import { Pause, Play, RotateCcw, RotateCw } from 'lucide-react'
import type { Recording } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { Select } from '../../ui/Select.tsx'
import { audioOf } from './queries.ts'
import { SPEEDS, type Speed, usePlayer } from './use-player.ts'
import { Waveform } from './Waveform.tsx'
import { clockOf } from './words.ts'
import './recordings.css'

const STEP_S = 5

/** One recording: to be heard by whoever may, else why it cannot be heard. */
export function RecordingPlayer({ recording }: { recording: Recording }) {
  const { t } = useT('phone')
  const { state, startedAt, ms, pauses, reason, keepUntil, mayListen } = recording
  const why = state !== 'stored' ? state : mayListen ? undefined : 'permission'
  return (
    <section className="recording">
      <h4>
        {t('recording.title', { time: '' })}
        <RocTime at={startedAt} /> {ms !== null && <span className="muted">{clockOf(ms)}</span>}
      </h4>
      {why ? (
        <p className="muted">
          {t(`recording.cannot.${why}`)} {reason && t('recording.because', { reason })}
        </p>
      ) : (
        <Player recording={recording} />
      )}
      {pauses.length > 0 && <p className="muted">{t('recording.pauses', { count: pauses.length })}</p>}
      {state !== 'deleted' && state !== 'failed' && (
        <p className="muted">
          <KeepUntil at={keepUntil} /> {!why && t('recording.logged')}
        </p>
      )}
    </section>
  )
}

function KeepUntil({ at }: { at: string }) {
  const { t } = useT('phone')
  const [before, after] = t('recording.keepUntil', { time: '\u0000' }).split('\u0000')
  return (
    <>
      {before}
      <RocTime at={at} show="date" />
      {after}
    </>
  )
}

function Player({ recording: { id, ms, peaks } }: { recording: Recording }) {
  const { t } = useT('phone')
  const player = usePlayer(audioOf(id), (ms ?? 0) / 1000)
  const { at, length, isPlaying } = player
  return (
    <>
      <Waveform peaks={peaks} at={at} total={length} onMove={player.moveTo} onToggle={player.toggle} />
      <div className="recording-tools">
        <Button
          variant="quiet"
          size="small"
          icon={<RotateCcw aria-hidden />}
          aria-label={t('recording.back')}
          onPress={() => player.moveTo(at - STEP_S)}
        />
        <Button
          variant="primary"
          size="small"
          icon={isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
          onPress={player.toggle}
        >
          {t(isPlaying ? 'recording.pause' : 'recording.play')}
        </Button>
        <Button
          variant="quiet"
          size="small"
          icon={<RotateCw aria-hidden />}
          aria-label={t('recording.forward')}
          onPress={() => player.moveTo(at + STEP_S)}
        />
        <span className="recording-clock">
          {clockOf(at * 1000)} / {clockOf(length * 1000)}
        </span>
        <Select
          label={t('recording.speed')}
          hideLabel
          placeholder={null}
          options={SPEEDS.map((speed) => ({ id: String(speed), label: `${speed}×` }))}
          value={String(player.speed)}
          onChange={(speed) => player.changeSpeed(Number(speed) as Speed)}
        />
      </div>
      <p className="muted recording-keys">{t('recording.keys')}</p>
      {player.isBroken && <ErrorLine>{t('recording.broken')}</ErrorLine>}
    </>
  )
}
