import { useState } from 'react'
import type { Import } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Progress } from '../../ui/Progress.tsx'
import { secondsLeft } from './remaining.ts'
import { CancelButton, PauseButton } from './StopButtons.tsx'

/** How far it has come, with how many faults so far and how long it may still take; and the way to stop it. */
export function WorkPart({ shown }: { shown: Import }) {
  const { t } = useT('admin')
  const { progress, counts, actions, startedAt } = shown
  const [began] = useState(() => ({ at: Date.now(), done: progress?.done ?? 0, phase: progress?.phase }))
  if (!progress) return null
  const { phase, done, total } = progress
  const { failed } = counts
  const left = total === null ? undefined : secondsLeft({ began, phase, done, total, startedAt })
  return (
    <section className="imports-part">
      <h2>{t(`imports.states.${shown.state}`)}</h2>
      <Progress
        label={t(`imports.phases.${phase}`)}
        {...(total !== null && total > 0 && { value: done, max: total })}
        words={
          total === null
            ? t(phase === 'files' ? 'imports.progressFiles' : 'imports.progressReading', { done, failed })
            : t('imports.progress', { done, total, failed, left: left === undefined ? '' : remaining(left) })
        }
      />
      {actions.includes('cancel') ? (
        <span className="admin-buttons">
          {actions.includes('pause') && <PauseButton shown={shown} />}
          <CancelButton shown={shown} />
        </span>
      ) : (
        shown.state !== 'undoing' && <p>{t('imports.stopping')}</p>
      )}
    </section>
  )

  function remaining(seconds: number) {
    const [m, s] = [Math.floor(seconds / 60), Math.ceil(seconds % 60)]
    const span = m > 0 ? t('imports.minutes', { m, s }) : t('imports.seconds', { s })
    return t('imports.remaining', { span })
  }
}
