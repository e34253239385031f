import { useState } from 'react'
import type { Import } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { AlertDialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useImportCalls } from './calls.ts'
import { PauseButton } from './PausedPart.tsx'
import { useShowImport } from './queries.ts'
import { secondsLeft } from './remaining.ts'

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

/** Stops what is under way, or throws away what was not begun. */
export function CancelButton({ shown }: { shown: Import }) {
  const { t } = useT('admin')
  const show = useShowImport()
  const calls = useImportCalls()
  const [isAsking, setAsking] = useState(false)
  const cancel = useCommand(
    () => calls.cancel(shown.id),
    (now) => {
      setAsking(false)
      show(now)
      return t('imports.cancelled')
    },
  )
  return (
    <>
      <Button
        onPress={() => {
          cancel.reset()
          setAsking(true)
        }}
      >
        {t('imports.cancel')}
      </Button>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('imports.cancelTitle')}
        action={t('imports.cancel')}
        isDangerous
        isPending={cancel.isPending}
        onAction={() => cancel.run()}
      >
        <p>{t('imports.cancelSentence')}</p>
        <div role="alert">{cancel.problem && <ErrorLine>{cancel.problem}</ErrorLine>}</div>
      </AlertDialog>
    </>
  )
}
