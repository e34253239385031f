import { useQuery } from '@tanstack/react-query'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useImportCalls } from './calls.ts'
import { ImportPreview } from './ImportPreview.tsx'
import { ImportState } from './ImportState.tsx'
import { PausedPart } from './PausedPart.tsx'
import { importQuery, isAtWork, useImportHints, useShowImport } from './queries.ts'
import { ResultPart } from './ResultPart.tsx'
import { RunPart } from './RunPart.tsx'
import { CancelButton } from './StopButtons.tsx'
import { WorkPart } from './WorkPart.tsx'

/** One import, from its first five rows to its result: each part when it is its turn. */
export function ImportPage({ importId, onLeave }: { importId: string; onLeave: () => void }) {
  const { t } = useT('admin')
  useImportHints()
  const show = useShowImport()
  const calls = useImportCalls()
  const { data: shown, error, refetch } = useQuery(importQuery(calls, importId))
  const check = useCommand(
    () => calls.check(importId),
    (now) => {
      show(now)
      return t('imports.checkStarted')
    },
  )
  const back = <Button onPress={onLeave}>{t('imports.backToList')}</Button>
  if (!shown && error)
    return (
      <ErrorCard title={t('imports.failed')} error={error} onRetry={() => void refetch()} action={back} />
    )
  if (!shown) return <Skeleton shape="rows" count={8} />
  const { actions, state, fileName, subject, hasRun } = shown
  const isOver =
    !isAtWork(shown) && state !== 'paused' && (hasRun || state === 'failed' || state === 'cancelled')
  return (
    <>
      <div className="imports-head">
        {back}
        <p>
          <b>{fileName}</b> <span className="admin-detail">{t(`imports.subjects.${subject}`)}</span>{' '}
          <ImportState state={state} />
        </p>
      </div>
      {isAtWork(shown) && <WorkPart key={shown.progress?.phase ?? ''} shown={shown} />}
      {state === 'paused' && <PausedPart shown={shown} />}
      {state === 'checked' && <RunPart shown={shown} />}
      {isOver && <ResultPart shown={shown} />}
      {actions.includes('read') && (
        <>
          <ImportPreview shown={shown} />
          <div role="alert">{check.problem && <ErrorLine>{check.problem}</ErrorLine>}</div>
          <span className="admin-buttons">
            <Button
              variant={state === 'draft' ? 'primary' : 'secondary'}
              isDisabled={!actions.includes('check')}
              isPending={check.isPending}
              onPress={() => {
                check.reset()
                check.run()
              }}
            >
              {t(state === 'draft' ? 'imports.check' : 'imports.checkAgain')}
            </Button>
            {actions.includes('cancel') && <CancelButton shown={shown} />}
          </span>
        </>
      )}
    </>
  )
}
